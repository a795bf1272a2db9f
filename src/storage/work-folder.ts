import { tmpdir } from 'node:os';
import { onInterrupt } from './cleanup';
import { abandonedRunFolders, createRunFolder, removeRunFolder } from './run-folder';

const PREFIX = 'recompra-work-';

/** A folder for the spool and spill files of one run. */
export interface WorkFolder {
  readonly path: string;
  /** Removes the folder and all in it. */
  close(): Promise<void>;
}

/** A new folder below `parent` (the system's temporary folder unless given); those of dead runs are cleared. */
export async function openWorkFolder(parent: string = tmpdir()): Promise<WorkFolder> {
  for (const folder of await abandonedRunFolders(parent, PREFIX)) {
    // Another user's leftovers are not ours to remove, and no reason to stop.
    await removeRunFolder(folder).catch(() => undefined);
  }
  const path = await createRunFolder(parent, PREFIX);
  const close = async (): Promise<void> => {
    forget();
    await removeRunFolder(path);
  };
  const forget = onInterrupt(close);
  return { path, close };
}
