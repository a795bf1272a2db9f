import type { Source } from '../engine/relation';
import type { EtlJob } from './read/etl-job';
import { stageCleaned } from './read/stage-cleaned';
import { stageCsv } from './read/stage-csv';
import { isParquet, stageParquet } from './read/stage-parquet';
import { countRecords } from './read/staged-lines';
import type { RejectTable } from './rejects/reject-table';
import type { StagedInput } from './rejects/staged-input';

/** Reads all inputs of a job into `table`, each by its kind; lines rejected by themselves go to `rejects`, where there is one. */
export async function stageInputs(job: EtlJob, table: Source, rejects: RejectTable | null): Promise<StagedInput[]> {
  if (job.cleaned !== undefined) return stageCleaned(job, job.cleaned, { table, rejects });
  const staged: StagedInput[] = [];
  job.progress.stage('reading', job.inputs.length);
  for (const input of job.inputs) {
    const first = await countRecords(job.engine, table);
    const into = { staged: table, first };
    staged.push(
      (await isParquet(input)) ? await stageParquet(job, input, into) : await stageCsv(job, input, into, rejects),
    );
    job.progress.advance(1);
    if (staged.some(({ stopped }) => stopped)) break;
  }
  return staged;
}
