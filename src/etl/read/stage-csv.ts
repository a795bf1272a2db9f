import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RecompraError } from '../../config/errors';
import type { InputObject } from '../../storage/inputs/input-object';
import type { StagedInput } from '../rejects/staged-input';
import { copyCleanRecords } from './clean-copy';
import { readHeader } from './csv-header';
import type { CleanCsv } from './csv-in-place';
import { countCleanRecords, csvInPlace } from './csv-in-place';
import { csvLines } from './csv-lines';
import type { EtlJob } from './etl-job';
import type { ColumnPositions } from './line-columns';
import { locateColumns } from './line-columns';
import { refuseOtherKinds } from './other-kinds';
import { rejectedRecords } from './rejected-records';
import type { CsvInput } from './scan-csv';
import type { Staging } from './staged-lines';
import { stageLines } from './staged-lines';
import { StagedRejects } from './staged-rejects';

type CsvSource = CsvInput & { positions: ColumnPositions; into: Staging };
type StagedCsv = Pick<StagedInput, 'records' | 'malformed'>;

/** Adds a CSV's well-formed records to those that are staged. */
export async function stageCsv(job: EtlJob, input: InputObject, into: Staging): Promise<StagedInput> {
  const { engine, settings } = job;
  const { csv } = settings;
  await refuseOtherKinds(input);
  const header = await readHeader(input, csv);
  const names = [...header.names, ...header.constants.map(([name]) => name)];
  const source = { input, header, csv, positions: locateColumns(input.name, names, csv), into };
  const { records, malformed } = (await stageInPlace(job, source)) ?? (await stageCopy(job, source));
  return {
    name: input.name,
    records,
    malformed,
    eachReject: (judged, receive) =>
      rejectedRecords(source, new StagedRejects(engine, judged, { first: into.first, records }), receive),
  };
}

/** Reads a file where it lies; null, with nothing staged, if some of its records are not clean. */
async function stageInPlace(job: EtlJob, source: CsvSource): Promise<StagedCsv | null> {
  const file = await csvInPlace(source, job.engine.dialect);
  if (file === null) return null;
  // First, not meanwhile: some bytes that are no UTF-8 end not DuckDB's statement but its whole database.
  const records = await countCleanRecords(source);
  if (records === null) return null;
  return { records: checked(source, records, await stage(job, source, file)), malformed: new Map() };
}

async function stageCopy(job: EtlJob, source: CsvSource): Promise<StagedCsv> {
  const path = join(job.workDir, 'clean.csv');
  try {
    const { file, records, malformed } = await copyCleanRecords(source, path);
    return { records: checked(source, records, await stage(job, source, file)), malformed };
  } finally {
    await rm(path, { force: true });
  }
}

function stage(job: EtlJob, { header, positions, into }: CsvSource, file: CleanCsv): Promise<number> {
  return stageLines(job, csvLines(job.engine.dialect, file, header, positions), into);
}

/** Where engine and scanner disagree, lines would be lost or split without a word. */
function checked({ input }: CsvSource, scanned: number, staged: number): number {
  if (scanned === staged) return staged;
  throw new RecompraError('unexpected', `${input.name}: ${scanned} records were found, but ${staged} were read`, {
    remedy: 'please report this with the file, if you can share it',
  });
}
