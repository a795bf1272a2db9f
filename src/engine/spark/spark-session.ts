import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { childEnvironment } from '../../config/child-environment';
import { RecompraError } from '../../config/errors';
import { onInterrupt } from '../../storage/disk/cleanup';
import { sparkStartError } from './spark-errors';
import type { SparkAnswer, SparkManifest, SparkTransport } from './spark-manifest';
import type { SparkOptions } from './spark-options';
import { driverSettings, masterWithRetries } from './spark-options';

/** Beside the sources: what is compiled from them lies elsewhere. */
export const RUNNER = join(__dirname, '..', '..', '..', 'src/engine/spark/runner.py');
/** Characters of Spark's log that are kept for an error. */
const LOG_CHARS = 20_000;
/** How long the end of a killed Spark is waited for: less than an interrupted run may take to clean up. */
const CLOSING_MS = 500;

/** Starts Spark below this process and keeps it: it takes seconds to come up, and a manifest then takes what it takes. */
export async function openSparkSession(options: SparkOptions, workDir: string): Promise<SparkTransport> {
  const session = new SparkSession(start(options, workDir), options);
  await session.ready();
  return session;
}

function start(options: SparkOptions, workDir: string): ChildProcessWithoutNullStreams {
  const { master, memory } = options;
  const driver = driverSettings(options);
  // The child works elsewhere.
  const python = options.python.includes('/') ? resolve(options.python) : options.python;
  const all = { 'spark.local.dir': workDir, ...driver.conf };
  const args = [
    ['--master', masterWithRetries(master)],
    ...(memory === undefined ? [] : [['--driver-memory', memory]]),
    ...Object.entries(all).map(([name, value]) => ['--conf', `${name}=${value}`]),
  ].flat();
  const env = childEnvironment({
    ...driver.env,
    PYSPARK_PYTHON: python,
    PYSPARK_SUBMIT_ARGS: `${args.map(quoted).join(' ')} pyspark-shell`,
  });
  // A process group of its own: Java and all that it starts end with it.
  return spawn(python, ['-u', RUNNER, '-'], { cwd: workDir, env, detached: true });
}

/** An argument as pyspark splits them: like a shell. */
function quoted(argument: string): string {
  return `'${argument.replaceAll("'", `'\\''`)}'`;
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: RecompraError): void;
}

/** Manifests go down the child's stdin, a line each, and answers come back in their order. */
class SparkSession implements SparkTransport {
  readonly log = null;
  private said = '';
  private waiting: Waiting[] = [];
  private ended: RecompraError | null = null;
  private readonly gone: Promise<void>;
  private readonly forget: () => void;

  constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly options: SparkOptions,
  ) {
    this.forget = onInterrupt(() => this.close());
    child.stderr.on('data', (piece: Buffer) => this.addToLog(piece.toString('utf8')));
    // What a manifest is written to may be gone: the end of the child tells it.
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stdout }).on('line', (line) => this.take(line));
    this.gone = new Promise((resolve) => {
      child.on('error', (cause) => resolve(this.end(cause)));
      child.on('close', () => resolve(this.end()));
    });
  }

  async ready(): Promise<void> {
    await this.answer();
  }

  async run(manifest: SparkManifest): Promise<SparkAnswer> {
    const answer = this.answer();
    if (this.ended === null) this.child.stdin.write(`${JSON.stringify(manifest)}\n`);
    return (await answer) as SparkAnswer;
  }

  async close(): Promise<void> {
    this.forget();
    this.ended ??= new RecompraError('unexpected', 'Spark was closed');
    this.child.stdin.end();
    this.killGroup();
    const tooLong = new Promise<void>((resolve) => setTimeout(resolve, CLOSING_MS).unref());
    await Promise.race([this.gone, tooLong]);
    // Whoever still holds their other ends must not hold this process.
    for (const stream of [this.child.stdin, this.child.stdout, this.child.stderr]) stream.destroy();
  }

  /** Python, Java and what they have started, whatever they are doing. */
  private killGroup(): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // All of them have ended.
    }
  }

  /** An answer, or what a program that starts Python prints on the way. */
  private take(line: string): void {
    const answer = objectIn(line);
    if (answer === null) this.addToLog(`${line}\n`);
    else this.waiting.shift()?.resolve(answer);
  }

  private addToLog(text: string): void {
    this.said = (this.said + text).slice(-LOG_CHARS);
  }

  private answer(): Promise<unknown> {
    if (this.ended !== null) return Promise.reject(this.ended);
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
    });
  }

  private end(cause?: Error): void {
    this.forget();
    this.ended ??= sparkStartError(this.options.python, this.said, cause);
    for (const { reject } of this.waiting.splice(0)) reject(this.ended);
  }
}

/** The object that a line of JSON holds; null where it is none. */
function objectIn(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
