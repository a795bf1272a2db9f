import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import { JOURNAL_NAME } from '../../src/publication/s3/publish-journal';
import { purchaseLines } from '../cli/recompra';
import type { Moto } from '../storage/moto';
import type { S3Proxy, Verdict } from '../storage/s3-proxy';
import { startS3Proxy } from '../storage/s3-proxy';
import { startProcess, Worker } from './commands';
import type { CommandEnd } from './etl-worker';
import type { EndingFault, Fault, Random } from './fault-plan';
import { faultOf, PASSING, passingFault } from './fault-plan';
import type { Objects, Reading } from './published-state';
import { readByTheRule, readObjects, writeObjects } from './published-state';

type Judge = (request: string) => Verdict | Promise<Verdict>;

/** Versions of the input; the last one has the first file of `b` replaced. */
const INPUTS = { a: [9, 5], b: [8, 6], c: [7, 4], replaced: [3, 6] } as const;

/** From the announcement on: it, two files, run.json, the end. */
const CLOSING_REQUESTS = 5;

/** Many small ranges; a stall is noticed soon. */
const ENVIRONMENT = { RECOMPRA_S3_RANGE_BYTES: '1500', RECOMPRA_S3_STALL_SECONDS: '1.5', RECOMPRA_S3_ATTEMPTS: '8' };
const IMPATIENT = { ...ENVIRONMENT, RECOMPRA_S3_ATTEMPTS: '2' };

/** What a seeded run came to. */
export interface FaultyRun {
  seed: number;
  fault: Fault;
  /** Requests that were spoilt; 1 for a kill that came in time. */
  spoilt: number;
  /** Exit codes; null is a killed process. */
  codes: (number | null)[];
  /** Whether outputs were there before. */
  over: 'nothing' | 'old outputs';
  after: Reading;
}

/** A bucket, a proxy and two workers of its own: seeded runs one after the other. */
export class FaultLane {
  private judge: Judge = () => 'pass';
  private readonly workers = [new Worker(), new Worker()] as const;
  private readonly versions = new Map<string, Objects>();
  /** Of an undisturbed run. */
  private requests = 0;
  private seconds = 0;

  private constructor(
    private readonly moto: Moto,
    private readonly bucket: string,
    private readonly proxy: S3Proxy,
  ) {}

  /** Makes the bucket and what each version of the input must give. */
  static async open(moto: Moto, bucket: string): Promise<FaultLane> {
    await moto.createBucket(bucket);
    const judge: { current: Judge } = { current: () => 'pass' };
    const proxy = await startS3Proxy(moto.endpoint, (request) => judge.current(request));
    const lane = new FaultLane(moto, bucket, proxy);
    judge.current = (request) => lane.judge(request);
    for (const version of ['a', 'c', 'replaced', 'b'] as const) await lane.expectVersion(version);
    return lane;
  }

  async close(): Promise<void> {
    for (const worker of this.workers) worker.stop();
    await this.proxy.stop();
  }

  /** One seeded run and what came of it; throws where the outputs are no version, or a rerun does not mend them. */
  async run(seed: number): Promise<FaultyRun> {
    const random = seededRandom(seed);
    const fault = faultOf(seed);
    const prefix = `runs/${seed}/`;
    const over = random() < 0.5 ? 'nothing' : 'old outputs';
    await this.putInput('b', 'b');
    if (over === 'old outputs') await writeObjects(this.moto.client, this.bucket, prefix, this.versions.get('a')!);
    const { spoilt, codes } = await this.disturbed(fault, random, prefix);
    this.judge = () => 'pass';
    const after = await this.read(prefix);
    const result: FaultyRun = { seed, fault, spoilt, codes, over, after };
    await this.requireMended(result, prefix);
    return result;
  }

  private async disturbed(fault: Fault, random: Random, prefix: string) {
    const counter = { spoilt: 0 };
    if (isPassing(fault)) {
      this.judge = (request) => {
        const verdict = passingFault(fault, random, request);
        if (verdict !== 'pass') counter.spoilt++;
        return verdict;
      };
      return { codes: [(await this.etl('b', prefix)).code], spoilt: counter.spoilt };
    }
    if (fault === 'same event twice' || fault === 'two inputs at once') {
      return this.twice(fault === 'same event twice' ? 'b' : 'c', random, prefix);
    }
    return fault.startsWith('killed') ? this.killed(fault, random, prefix) : this.broken(fault, random, prefix);
  }

  /** Two runs whose requests mix at random. */
  private async twice(other: 'b' | 'c', random: Random, prefix: string) {
    await this.putInput(other, other);
    this.judge = async (): Promise<Verdict> => {
      await sleep(random() * 15);
      return 'pass';
    };
    const second = sleep(random() * 200).then(() => this.etl(other, prefix, this.workers[1]));
    const ends = await Promise.all([this.etl('b', prefix), second]);
    return { codes: ends.map(({ code }) => code), spoilt: 0 };
  }

  private async broken(fault: EndingFault, random: Random, prefix: string) {
    const at = Math.floor(random() * this.requests);
    let seen = 0;
    let spoilt = 0;
    this.judge = async (): Promise<Verdict> => {
      if (seen++ < at) return 'pass';
      if (fault === 'input replaced') {
        if (seen - 1 === at) await this.putInput('b', 'replaced');
        return 'pass';
      }
      spoilt++;
      return { status: 503, code: 'SlowDown' };
    };
    const { code } = await this.etl('b', prefix, this.workers[0], fault === 'outage' ? IMPATIENT : ENVIRONMENT);
    return { codes: [code], spoilt };
  }

  private async killed(fault: Fault, random: Random, prefix: string) {
    const child = startProcess(this.arguments('b', prefix), ENVIRONMENT);
    if (fault === 'killed at a time') return this.killedAfter(1000 * random() * this.seconds, child);
    const closing = fault === 'killed while closing';
    const at = Math.floor(random() * (closing ? CLOSING_REQUESTS : this.requests));
    const before = random() < 0.5;
    let seen = 0;
    this.judge = (request) => {
      const counts = !closing || seen > 0 || request.startsWith(`PUT /${this.bucket}/${prefix}${JOURNAL_NAME}`);
      if (!counts || seen++ !== at) return 'pass';
      child.kill();
      return before ? { resetRequestAfter: 0 } : 'pass';
    };
    const { code } = await child.end;
    return { codes: [code], spoilt: code === null ? 1 : 0 };
  }

  private async killedAfter(milliseconds: number, child: ReturnType<typeof startProcess>) {
    const start = performance.now();
    const timer = setTimeout(child.kill, milliseconds);
    const { code } = await child.end;
    clearTimeout(timer);
    // How fast this machine is at the moment.
    if (code !== null) this.seconds = (performance.now() - start) / 1000;
    return { codes: [code], spoilt: code === null ? 1 : 0 };
  }

  /** The next run, undisturbed, gives the very bytes that an undisturbed first one would have given. */
  private async requireMended({ seed, fault, codes, after }: FaultyRun, prefix: string): Promise<void> {
    const whole = typeof after === 'object';
    if (isPassing(fault) && (codes[0] !== 0 || !whole || after.whole !== 'b')) {
      throw new Error(`seed ${seed}: ${fault} should have been got over: exit ${codes[0]}, ${JSON.stringify(after)}`);
    }
    if (codes.every((code) => code === 0) && !whole) throw new Error(`seed ${seed}: exit 0, but ${String(after)}`);
    await this.putInput('b', 'b');
    const { code, stderr } = await this.etl('b', prefix);
    const mended = await this.read(prefix);
    if (code === 0 && typeof mended === 'object' && mended.whole === 'b') return;
    throw new Error(
      `seed ${seed}: after ${fault} the next run ended with ${code}, ${JSON.stringify(mended)}\n${stderr}`,
    );
  }

  private async expectVersion(version: keyof typeof INPUTS): Promise<void> {
    const input = version === 'replaced' ? 'b' : version;
    await this.putInput(input, version);
    const start = performance.now();
    this.proxy.requests.length = 0;
    const { code, stderr } = await startProcess(this.arguments(input, `expected/${version}/`), ENVIRONMENT).end;
    if (code !== 0) throw new Error(`the undisturbed run failed: ${stderr}`);
    this.requests = this.proxy.requests.length;
    this.seconds = (performance.now() - start) / 1000;
    this.versions.set(version, await readObjects(this.moto.client, this.bucket, `expected/${version}/`));
  }

  /** Two files; `content` says of which version. */
  private async putInput(input: 'a' | 'b' | 'c', content: keyof typeof INPUTS): Promise<void> {
    for (const [index, customers] of INPUTS[content].entries()) {
      await this.moto.put(this.bucket, `lines/${input}/${index + 1}.csv`, purchaseLines(customers, 6 + index));
    }
  }

  private async read(prefix: string): Promise<Reading> {
    return readByTheRule(await readObjects(this.moto.client, this.bucket, prefix), this.versions);
  }

  private etl(input: string, prefix: string, worker: Worker = this.workers[0], env = ENVIRONMENT): Promise<CommandEnd> {
    return worker.run(this.arguments(input, prefix), env);
  }

  private arguments(input: string, prefix: string): string[] {
    const places = ['--input', `s3://${this.bucket}/lines/${input}/`, '--output', `s3://${this.bucket}/${prefix}`];
    const endpoint = ['--s3-endpoint', this.proxy.endpoint, '--s3-region', 'us-east-1', '--s3-path-style'];
    return ['etl', ...places, ...endpoint, '--quiet'];
  }
}

function isPassing(fault: Fault): fault is (typeof PASSING)[number] {
  return (PASSING as readonly Fault[]).includes(fault);
}
