import { RecompraError } from '../../config/errors';
import type { SparkStep } from './spark-manifest';
import { SPARK_VERSION } from './spark-options';

/** Lines of Spark's log that are worth showing; the last ones name the cause. */
const SHOWN_LINES = 8;

const INSTALL_PYSPARK = `install it: python3 -m venv .spark && .spark/bin/pip install pyspark==${SPARK_VERSION}, and name it with --spark-python .spark/bin/python`;
const INSTALL_JAVA =
  'install Java 17: apt-get install openjdk-17-jre-headless (macOS: brew install openjdk@17), or set JAVA_HOME';

/** Hadoop reads a path with these as a pattern of names, and Spark a list of folders at each comma. */
const PATTERN = /[[\]{}*?\\,]/;

/** Whether Spark reads a path as a pattern of names. */
export function isPattern(path: string): boolean {
  return PATTERN.test(path);
}

/** Fails with kind `usage` where Spark would look for a work folder elsewhere. */
export function refusePattern(folder: string): void {
  const [sign] = PATTERN.exec(folder) ?? [];
  if (sign === undefined) return;
  throw new RecompraError('usage', `Spark cannot work in ${folder}: it takes ${sign} for more than a part of a name`, {
    remedy: 'point --work-dir to a folder whose path has none of [ ] { } * ? \\ and comma',
  });
}

/** What keeps Spark from coming up, and how to get it. @param log what the child said on stderr */
export function sparkStartError(python: string, log: string, cause?: unknown): RecompraError {
  if ((cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    return new RecompraError('usage', `${python} was not found: Spark is started through Python's package pyspark`, {
      remedy: INSTALL_PYSPARK,
      cause,
    });
  }
  if (/No module named '?(pyspark|py4j)/.test(log)) {
    return new RecompraError('usage', `${python} has no package pyspark`, { remedy: INSTALL_PYSPARK });
  }
  if (/JAVA_HOME is not set|java: (command )?not found|Unable to locate a Java Runtime|No such file.*java/i.test(log)) {
    return new RecompraError('usage', 'Spark needs Java, and there is none', { remedy: INSTALL_JAVA });
  }
  if (/UnsupportedClassVersionError|class file version/.test(log)) {
    return new RecompraError('usage', 'the Java that was found is too old for Spark', { remedy: INSTALL_JAVA });
  }
  return new RecompraError('unexpected', 'Spark ended before its work was done', { lines: lastLines(log), cause });
}

/** What is told of a step that failed. */
interface FailedStep {
  name: string;
  message: string;
  /** Address of Spark's log, where it stays. */
  log: string | null;
}

/** A step that Spark could not do, by the name of its relation, with the SQL. */
export function sparkStepError(step: SparkStep | undefined, { name, message, log }: FailedStep): RecompraError {
  const short = firstLines(message);
  if (/No space left on device|ENOSPC/.test(message)) {
    return new RecompraError('unexpected', `the disk is full: ${short}`, {
      remedy: 'free some space, or point --work-dir to a larger disk',
    });
  }
  if (/ARITHMETIC_OVERFLOW|CAST_OVERFLOW|long overflow/.test(message)) {
    const logged = 'the numbers of the lines are too large to be added up exactly';
    return new RecompraError('data', logged, {
      remedy: 'look at the largest quantities and prices: they are no purchases, or in another unit',
      lines: [`in the relation ${name}`],
      logged,
    });
  }
  const sql = step !== undefined && 'sql' in step ? step.sql.trim() : '';
  const lines = [...(sql === '' ? [] : [sql]), ...(log === null ? [] : [`its log: ${log}`])];
  return new RecompraError('unexpected', `Spark failed at ${name}: ${short}`, { lines });
}

/** Java's stack is of no use to anybody. */
function firstLines(message: string): string {
  const lines = message.split(/\r?\n/).filter((line) => line.trim() !== '' && !/^\s*(at |==)/.test(line));
  return lines.slice(0, 4).join(' ').slice(0, 800);
}

/** What is indented is the way there, in Python's and in Java's stacks. */
function lastLines(log: string): string[] {
  const lines = log.split(/\r?\n/).filter((line) => /^\S/.test(line) && !/^Traceback| (INFO|WARN) /.test(line));
  return lines.slice(-SHOWN_LINES);
}
