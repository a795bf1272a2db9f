import type { Progress } from '../../config/progress';
import type { CsvSettings } from '../../config/settings';
import { someNames } from '../../config/some-names';
import type { CleanedFile } from '../../etl/read/cleaned-file';
import { textSize } from '../../etl/text-size';
import type { RunInput } from '../../evaluation/run-inputs';
import type { Lake } from '../../publication/lake/read-lake';
import type { InputNotes, InputObject } from '../../storage/inputs/input-object';
import { listInputs } from '../../storage/inputs/list-inputs';
import { ownInput } from '../../storage/inputs/local-inputs';
import { spool } from '../../storage/inputs/spool';
import { requireSpace } from '../../storage/inputs/spool-space';
import type { JobContext } from '../context/job-context';
import { bringFiles, chooseFiles, diskForLake, inputsOf } from './lake-files';
import { checkRepeated } from './repeated-inputs';
import { checkRoom, diskFor } from './room-check';

/** What a run reads, on this machine's disk. */
export interface BroughtInputs {
  /** Files that are to be cleaned, each that holds something of its own. */
  objects: InputObject[];
  /** Files that were cleaned before, instead. */
  cleaned?: CleanedFile[];
  /** What they are called in run.json; where it is not told, the objects themselves. */
  inputs?: RunInput[];
  /** Bytes that the lines have as CSV text, about. */
  textBytes: number;
}

/** The inputs of the settings. */
export async function bringInputs(context: JobContext): Promise<BroughtInputs> {
  const { settings, progress, workDir } = context;
  const found = await listAll(context);
  await requireSpace(found, workDir);
  const place = { folder: workDir, memory: settings.memory };
  checkRoom({ ...(await diskFor(found, place)), ...place }, progress);
  progress.stage('opening', found.length);
  const brought: InputObject[] = [];
  for (const source of found) {
    brought.push(source.localPath === null ? await ownInput(await spool(source, workDir)) : source);
    progress.advance(1);
  }
  const objects = await withoutCopies(brought, settings.csv.columns, progress);
  return { objects, textBytes: await textSize(objects) };
}

/** The files that the input's addresses name; what is passed over is said. */
export async function listAll({
  settings,
  inputs = [settings.input],
  progress,
}: Pick<JobContext, 'settings' | 'inputs' | 'progress'>): Promise<InputObject[]> {
  const listed = await Promise.all(inputs.map((input) => listInputs(input, settings.s3, notesOn(input, progress))));
  return listed.flat();
}

function notesOn(input: string, progress: Progress): InputNotes {
  return {
    skipped: (names) =>
      progress.note(`not read in ${input}: ${someNames(names)}`, `${names.length} files there are no purchase lines`),
    ownLeftOut: (names) =>
      progress.note(
        `not read, for an earlier run wrote them: ${someNames(names)}`,
        `${names.length} files there were written by an earlier run and not read`,
      ),
    ownNamed: (name) =>
      progress.note(
        `${name} was written by an earlier run; it is read because it was named`,
        'an input was written by an earlier run; it is read because it was named',
      ),
  };
}

/** The files that hold something of their own; those that hold the same as others are said. */
export async function withoutCopies(
  brought: readonly InputObject[],
  columns: CsvSettings['columns'],
  progress: Progress,
): Promise<InputObject[]> {
  const objects: InputObject[] = [];
  const copies = new Map<string, string[]>();
  for (const { input, sameAs } of await checkRepeated(brought, columns)) {
    if (sameAs === null) {
      objects.push(input);
      continue;
    }
    const names = copies.get(sameAs);
    if (names === undefined) copies.set(sameAs, [input.name]);
    else names.push(input.name);
  }
  for (const [original, names] of copies) {
    const verb = names.length === 1 ? 'holds' : 'hold';
    progress.warn(`${someNames(names)} ${verb} the same as ${original}: it was read once`);
  }
  return objects;
}

/** The clean files of a lake. */
export async function bringLake(context: JobContext, lake: Lake): Promise<BroughtInputs> {
  const { settings, progress, workDir } = context;
  const chosen = await chooseFiles(context, lake);
  const place = { folder: workDir, memory: settings.memory };
  const disk = await diskForLake(chosen, place);
  checkRoom({ ...disk, ...place }, progress);
  const cleaned = await bringFiles(context, chosen);
  return { objects: [], cleaned, inputs: inputsOf(chosen), textBytes: disk.textBytes };
}
