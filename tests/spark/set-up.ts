import { ensureS3Jars, ensureSpark } from '../setup/spark-env';

// Silent when all is there; else it installs Java, pyspark and its jars for S3 before any test starts, so that no time limit pays for it.
try {
  ensureSpark();
  ensureS3Jars();
} catch (error) {
  process.stderr.write(`set-up: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
