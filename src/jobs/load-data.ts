import { epochDay } from '../config/calendar';
import type { Settings } from '../config/settings';
import { someNames } from '../config/some-names';
import type { Engine } from '../engine/engine';
import { refuseIfNoneRecurrent } from '../etl/no-recurrent-customers';
import type { EtlJob } from '../etl/read/etl-job';
import type { EtlResult } from '../etl/run-etl';
import { runEtl } from '../etl/run-etl';
import { textSize } from '../etl/text-size';
import type { RunInput } from '../evaluation/run-inputs';
import type { InputNotes, InputObject } from '../storage/inputs/input-object';
import { listInputs } from '../storage/inputs/list-inputs';
import { ownInput } from '../storage/inputs/local-inputs';
import { namesIn } from '../storage/inputs/name-list';
import { spool } from '../storage/inputs/spool';
import { requireSpace } from '../storage/inputs/spool-space';
import type { JobContext } from './job-context';
import { openEngine } from './open-engine';
import { checkRepeated } from './repeated-inputs';
import { checkRoom, diskFor } from './room-check';
import { readTextFile } from './text-file';

/** Purchase lines read, cleaned and judged. The caller closes the engine. */
export interface LoadedData {
  engine: Engine;
  etl: EtlResult;
  inputs: RunInput[];
  /** First day of the data and as-of date, epoch days. */
  firstDay: number;
  asOf: number;
}

/** Reads the inputs of the settings and runs the ETL; without a recurrent customer it fails with the funnel. */
export async function loadData(context: JobContext): Promise<LoadedData> {
  const data = await loadLines(context);
  try {
    await demandRecurrentCustomers(data.engine, context.settings, data.etl);
    return data;
  } catch (cause) {
    await data.engine.close();
    throw cause;
  }
}

/** The same, whoever is recurrent in these lines. */
export async function loadLines(context: JobContext): Promise<LoadedData> {
  const { settings, progress, workDir, today } = context;
  const { excluded, inputs } = await readExcludedCustomers(context);
  const objects = await bringInputs(context);
  const engine = await openEngine(settings, { workDir, textBytes: await textSize(objects) });
  try {
    const reading = { engine: engine.local, tables: engine, inputs: objects, settings, workDir, progress, today };
    const etl = await runEtl({ ...reading, excluded, cache: settings.cache });
    // What was hashed is what was parsed, whoever else had the files at hand meanwhile.
    for (const input of objects) await input.requireUnchanged();
    const hashes = objects.map(({ name }, i) => ({ name, ...etl.hashes[i]! }));
    return { engine, etl, inputs: [...hashes, ...inputs], firstDay: epochDay(etl.firstDay), asOf: epochDay(etl.asOf) };
  } catch (cause) {
    await engine.close();
    throw cause;
  }
}

/** The list of `--exclude-customers`, which is an input of the run too: another list makes other results. */
async function readExcludedCustomers(
  context: JobContext,
): Promise<Pick<EtlJob, 'excluded'> & Pick<LoadedData, 'inputs'>> {
  const file = context.settings.excludeCustomers;
  if (file === undefined) return { inputs: [] };
  const { text, input } = await readTextFile(context, '--exclude-customers', file);
  return { excluded: { file, names: namesIn(text) }, inputs: [{ ...input, list: 'excludeCustomers' }] };
}

/** The inputs on this machine's disk, each that holds something of its own. */
async function bringInputs({ settings, inputs = [settings.input], progress, workDir }: JobContext) {
  const notes = (input: string): InputNotes => ({
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
  });
  const listed = await Promise.all(inputs.map((input) => listInputs(input, settings.s3, notes(input))));
  const found = listed.flat();
  await requireSpace(found, workDir);
  const place = { folder: workDir, memory: settings.memory };
  checkRoom({ ...(await diskFor(found, place)), ...place }, progress);
  progress.stage('opening', found.length);
  const brought: InputObject[] = [];
  for (const source of found) {
    brought.push(source.localPath === null ? await ownInput(await spool(source, workDir)) : source);
    progress.advance(1);
  }
  const objects: InputObject[] = [];
  const copies = new Map<string, string[]>();
  for (const { input, sameAs } of await checkRepeated(brought, settings.csv.columns)) {
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

async function demandRecurrentCustomers(engine: Engine, settings: Settings, etl: EtlResult): Promise<void> {
  await engine.tables.keep(etl.shop.recurrent);
  await refuseIfNoneRecurrent(engine, settings, etl);
}
