import { join, resolve } from 'node:path';
import { answers, installWithApt } from './apt';
import { ensureVenv } from './python-env';

const ROOT = resolve(__dirname, '../..');

/** A Java that Spark runs on; installed with apt-get where it is missing and this may be done. */
function ensureJava(): void {
  if (answers('java', ['-version'])) return;
  if (installWithApt(['openjdk-17-jre-headless']) && answers('java', ['-version'])) return;
  throw new Error('Spark needs Java 17: run `sudo apt-get install openjdk-17-jre-headless`.');
}

/** Python with the pyspark that the pinned release of EMR has (430 MB, made once); its path. */
export function ensureSpark(): string {
  ensureJava();
  return ensureVenv({ name: 'spark', requirements: join(ROOT, 'tests/setup/spark-requirements.txt') }).python;
}
