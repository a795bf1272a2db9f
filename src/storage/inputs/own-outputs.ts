import { z } from 'zod';

const MANIFEST = 'run.json';

/** Folders above a file in which the manifest that lists it may lie: outputs stand in folders of one level. */
const LEVELS = 3;

/** Of run.json, as much as tells what a run has written. */
const manifestSchema = z.object({
  schema: z.literal('recompra/run'),
  command: z.string(),
  outputs: z.array(z.object({ name: z.string() })),
});

/** The text of the file at a path or key, or null where there is none that can be read. */
export type TextAt = (name: string) => Promise<string | null>;

/** Tells outputs of finished runs from other files, by the run.json beside them or above. */
export class OwnOutputs {
  /** Names of outputs by folder, with its closing slash. */
  private readonly listed = new Map<string, Promise<ReadonlySet<string>>>();

  constructor(private readonly textAt: TextAt) {}

  /** The files that are no outputs, and the names of those that are. */
  async part<T>(found: readonly T[], nameOf: (entry: T) => string): Promise<{ read: T[]; own: string[] }> {
    const own = await Promise.all(found.map((entry) => this.includes(nameOf(entry))));
    return { read: found.filter((_, i) => !own[i]), own: found.filter((_, i) => own[i]).map(nameOf) };
  }

  /** Whether a run has written the file of this name (with `/`). */
  async includes(name: string): Promise<boolean> {
    for (const folder of foldersAbove(name)) {
      if ((await this.outputsIn(folder)).has(name.slice(folder.length))) return true;
    }
    return false;
  }

  private outputsIn(folder: string): Promise<ReadonlySet<string>> {
    const known = this.listed.get(folder) ?? this.textAt(folder + MANIFEST).then(outputsOf);
    this.listed.set(folder, known);
    return known;
  }
}

function foldersAbove(name: string): string[] {
  const parts = name.split('/');
  const levels = Array.from({ length: Math.min(LEVELS, parts.length) }, (_, up) => parts.length - 1 - up);
  return levels.map((kept) =>
    parts
      .slice(0, kept)
      .map((part) => `${part}/`)
      .join(''),
  );
}

/** The manifest is one of them. `recompra data` writes purchase lines, which are there to be read. */
function outputsOf(json: string | null): ReadonlySet<string> {
  if (json === null) return new Set();
  try {
    const { command, outputs } = manifestSchema.parse(JSON.parse(json));
    return new Set([MANIFEST, ...(command === 'data' ? [] : outputs.map(({ name }) => name))]);
  } catch {
    return new Set();
  }
}
