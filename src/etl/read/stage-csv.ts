import { createHash } from 'node:crypto';
import type { InputObject } from '../../storage/inputs/input-object';
import type { RejectTable } from '../rejects/reject-table';
import type { StagedInput } from '../rejects/staged-input';
import { readHeader } from './csv-header';
import type { EtlJob } from './etl-job';
import { locateColumns } from './line-columns';
import { refuseOtherKinds } from './other-kinds';
import { rejectedRecords } from './rejected-records';
import { scanCsv } from './scan-csv';
import type { CsvSource } from './segment-stager';
import { SegmentStager } from './segment-stager';
import type { Staging } from './staged-lines';
import { StagedRejects } from './staged-rejects';

/**
 * Adds a CSV's well-formed records to those that are staged, in one pass over its bytes: they are hashed, scanned and
 * parsed as they come. Rejected lines go to `rejects`, where there is one.
 */
export async function stageCsv(
  job: EtlJob,
  input: InputObject,
  into: Staging,
  rejects: RejectTable | null,
): Promise<StagedInput> {
  const { engine, settings } = job;
  const { csv } = settings;
  await refuseOtherKinds(input);
  const header = await readHeader(input, csv);
  const names = [...header.names, ...header.constants.map(([name]) => name)];
  const source: CsvSource = { input, header, csv, positions: locateColumns(input.name, names, csv), into };
  const { records, malformed, sha256 } = await stageSegments(job, source, rejects);
  return {
    name: input.name,
    hash: { bytes: input.bytes, sha256 },
    records,
    malformed,
    rejectsKept: rejects !== null,
    eachReject: (judged, receive) =>
      rejectedRecords(source, new StagedRejects(engine, judged, { first: into.first, records }), receive),
  };
}

async function stageSegments(job: EtlJob, source: CsvSource, rejects: RejectTable | null) {
  const stager = new SegmentStager(job, source, rejects);
  const hash = createHash('sha256');
  try {
    await scanCsv(
      source,
      stager.sink,
      async () => {
        await stager.write();
        return 'go on';
      },
      (stored) => hash.update(stored),
    );
    await stager.finish();
  } finally {
    await stager.close();
  }
  return { records: stager.records, malformed: stager.sink.malformedBy, sha256: hash.digest('hex') };
}
