import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
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

/** What Spark 3.5.5 with its Hadoop 3.3.4 needs to read and write S3: Maven's coordinates and the bytes' SHA-256. */
const S3_JARS = [
  {
    artifact: 'org.apache.hadoop:hadoop-aws:3.3.4',
    file: 'hadoop-aws-3.3.4.jar',
    sha256: '53f9ae03c681a30a50aa17524bd9790ab596b28481858e54efd989a826ed3a4a',
  },
  {
    artifact: 'com.amazonaws:aws-java-sdk-bundle:1.12.262',
    file: 'aws-java-sdk-bundle-1.12.262.jar',
    sha256: '873fe7cf495126619997bec21c44de5d992544aea7e632fdc77adb1a0915bae5',
  },
] as const;
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:2.8:copy';

/** Jars with which Spark speaks to S3 (280 MB, fetched once by Maven from where its own settings say); their paths. */
export function ensureS3Jars(): string[] {
  const folder = join(ROOT, '.cache/spark-jars');
  return S3_JARS.map(({ artifact, file, sha256 }) => {
    const path = join(folder, file);
    if (!existsSync(path)) fetchJar(artifact, { folder: join(folder, 'unchecked'), file, sha256, path });
    return path;
  });
}

interface WantedJar {
  folder: string;
  file: string;
  sha256: string;
  path: string;
}

/** Only what has the known bytes gets its name. */
function fetchJar(artifact: string, { folder, file, sha256, path }: WantedJar): void {
  if (!answers('mvn', ['--version']) && !installWithApt(['maven'])) {
    throw new Error('Spark on S3 is tested with jars that Maven fetches: run `sudo apt-get install maven`.');
  }
  process.stderr.write(`set-up: ${artifact} by Maven\n`);
  const args = ['-q', '-B', COPY, `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`];
  const { status } = spawnSync('mvn', args, { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0)
    throw new Error(`\`mvn ${args.join(' ')}\` failed: is a Maven repository reachable (settings.xml)?`);
  const found = createHash('sha256')
    .update(readFileSync(join(folder, file)))
    .digest('hex');
  if (found !== sha256) throw new Error(`${file} has the SHA-256 ${found}, expected ${sha256}`);
  renameSync(join(folder, file), path);
}
