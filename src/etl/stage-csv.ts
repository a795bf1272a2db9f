import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RecompraError } from '../config/errors';
import type { InputObject } from '../storage/input-object';
import { cleanCsv } from './clean-csv';
import { readHeader } from './csv-header';
import { csvLines } from './csv-lines';
import type { EtlJob } from './etl-job';
import { locateColumns } from './line-columns';
import { rejectedRecords } from './rejected-records';
import type { StagedInput } from './staged-input';
import { countStaged, stageLines } from './staged-lines';
import { StagedRejects } from './staged-rejects';

/** Adds a CSV's well-formed records to `staged_lines`. */
export async function stageCsv({ engine, settings, workDir }: EtlJob, input: InputObject): Promise<StagedInput> {
  const { csv } = settings;
  const header = await readHeader(input, csv);
  const positions = locateColumns(input.name, header.names, csv.columns);
  const source = { input, header, csv, positions };
  const copy = join(workDir, 'clean.csv');
  const clean = await cleanCsv(source, copy);
  const first = await countStaged(engine);
  const records = await stageLines(engine, csv, csvLines(clean, header, positions));
  await rm(copy, { force: true });
  if (records !== clean.records) throw miscounted(input.name, clean.records, records);
  return {
    name: input.name,
    records,
    malformed: clean.malformed,
    eachReject: (receive) => rejectedRecords(source, new StagedRejects(engine, first, records), receive),
  };
}

/** Lines would be lost or split without a word. */
function miscounted(file: string, scanned: number, staged: number): RecompraError {
  return new RecompraError('unexpected', `${file}: ${scanned} records were found, but ${staged} were read`, {
    remedy: 'please report this with the file, if you can share it',
  });
}
