import { join } from 'node:path';
import { emulate } from '../../tests/image/emulated-function';
import type { LambdaRuntime } from '../../tests/image/runtime';
import { median } from '../measure-process';
import type { S3Relay } from './s3-relay';

const ROUNDS = 9;

/** Milliseconds from the event's arrival at a function that is not running. */
export interface ColdStart {
  /** Until S3's first answer begins. */
  firstS3Byte: number;
  /** Until the first byte of the purchase lines. */
  firstLine: number;
  /** Until the answer. */
  answer: number;
  /** Start of the process and of the module of the handler, as the emulator reports it: part of all of the above. */
  init: number;
}

export interface ColdStartOptions {
  runtime: LambdaRuntime;
  task: string;
  env: Record<string, string>;
  relay: S3Relay;
}

/** Medians over cold starts of the ETL on a small object, an empty handler's in turn: what Node and runtime cost alone. */
export async function coldStarts({ runtime, task, env, relay }: ColdStartOptions) {
  const rounds: ColdStart[] = [];
  const empty: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    relay.reset();
    const { begin, end, log } = await coldCall({ runtime, task, env, handler: 'etl.handler' });
    const init = Number(/INIT REPORT\(durationMs: ([\d.]+)\)/.exec(log)?.[1] ?? Number.NaN);
    rounds.push({
      init,
      firstS3Byte: relay.firstAnswer! - begin,
      firstLine: relay.firstContent! - begin,
      answer: end - begin,
    });
    const other = await coldCall({ runtime, task: join(__dirname, 'empty'), env: {}, handler: 'empty.handler' });
    empty.push(other.end - other.begin);
  }
  const medianOf = (name: keyof ColdStart) => Math.round(median(rounds.map((round) => round[name])));
  const emptyAnswer = Math.round(median(empty));
  return {
    rounds: ROUNDS,
    etl: {
      init: medianOf('init'),
      firstS3Byte: medianOf('firstS3Byte'),
      firstLine: medianOf('firstLine'),
      answer: medianOf('answer'),
    },
    worstFirstS3Byte: Math.round(Math.max(...rounds.map(({ firstS3Byte }) => firstS3Byte))),
    emptyHandler: { answer: emptyAnswer },
    ratio: { firstS3ByteToEmptyHandler: Number((medianOf('firstS3Byte') / emptyAnswer).toFixed(2)) },
  };
}

interface ColdCall {
  runtime: LambdaRuntime;
  task: string;
  env: Record<string, string>;
  handler: string;
}

async function coldCall(options: ColdCall): Promise<{ begin: number; end: number; log: string }> {
  const emulated = await emulate(options);
  try {
    const begin = performance.now();
    const answer = await emulated.invoke({});
    const end = performance.now();
    if (answer['errorType'] !== undefined) throw new Error(JSON.stringify(answer));
    return { begin, end, log: emulated.log() };
  } finally {
    await emulated.stop();
  }
}
