import { silentProgress } from '../../src/config/progress';
import { settingsSchema } from '../../src/config/settings';
import { openDuckdb } from '../../src/engine/duckdb';
import { buildRecurrent, recurrentLinesSql, rejectsSql } from '../../src/etl/outputs';
import { runEtl } from '../../src/etl/run-etl';
import { localInput } from '../../src/storage/local-inputs';

/** `etl.ts data.csv out.parquet rejects.parquet work-folder`: the ETL alone, its counts and peak memory as one line of JSON. */
async function main([source, target, rejects, workDir]: string[]): Promise<void> {
  const settings = settingsSchema.parse({});
  const engine = await openDuckdb({ workDir: workDir! });
  const inputs = [await localInput(source!)];
  const etl = await runEtl({ engine, inputs, settings, workDir: workDir!, progress: silentProgress });
  const recurrent = await buildRecurrent(engine, settings, etl.asOf);
  await engine.writeParquet(recurrentLinesSql(engine, etl.asOf), target!);
  await engine.writeParquet(rejectsSql(), rejects!);
  const [counts] = await engine.rows<{ purchases: number; rows: number }>(`
    SELECT (SELECT count(*) FROM purchases) AS purchases,
           (SELECT count(*) FROM lines WHERE usuario IN (SELECT usuario FROM recurrent)) AS rows`);
  await engine.close();
  const { linesKept: kept, linesRejected: rejected } = etl;
  const peakKb = process.resourceUsage().maxRSS;
  process.stdout.write(`${JSON.stringify({ kept, rejected, recurrent, ...counts, peakKb })}\n`);
}

main(process.argv.slice(2)).catch((cause) => {
  process.stderr.write(`${cause instanceof Error ? cause.stack : cause}\n`);
  process.exitCode = 1;
});
