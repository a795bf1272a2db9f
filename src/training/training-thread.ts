import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TransferListItem } from 'node:worker_threads';
import { Worker } from 'node:worker_threads';
import { RecompraError } from '../config/errors';
import type { PackedError } from '../config/packed-error';
import { unpackError } from '../config/packed-error';
import type { TrainingStep } from './training-steps';
import type { TaskName, TellStep, TrainingTasks } from './training-tasks';
import { doTask } from './training-tasks';

/** What a thread is given. */
export interface ThreadInput<Name extends TaskName = TaskName> {
  name: Name;
  input: TrainingTasks[Name]['input'];
}

/** What it says: a step, its result, or why there is none. */
export type ThreadMessage<Name extends TaskName = TaskName> =
  | { step: TrainingStep }
  | { result: TrainingTasks[Name]['result'] }
  | { error: PackedError };

/** A task that is under way, or begins when it is asked for. */
export interface Work<Result> {
  finish(): Promise<Result>;
  /** Ends it where it is not over. */
  stop(): Promise<void>;
}

export interface WorkOptions {
  /** Whether it begins at once, beside others; else when it is asked for. */
  beside: boolean;
  /** Memory that the thread takes over; nobody else can read it then. */
  transfer?: readonly ArrayBuffer[];
  onStep?: TellStep | undefined;
}

/** The compiled file of a thread; where sources run uncompiled there is none. */
const THREAD_FILE = join(__dirname, 'training-thread-main.js');

/** What each task is called in messages. */
const SAID: Record<TaskName, string> = { dates: 'trains the dates', products: 'chooses products' };

/**
 * Starts a task in a thread of its own, so that the main one is free for signals, time limits and progress; where sources
 * run uncompiled, in the main one, when it is asked for. The result is the same to the bit.
 */
export function startTask<Name extends TaskName>(
  name: Name,
  input: TrainingTasks[Name]['input'],
  { beside, transfer = [], onStep = () => undefined }: WorkOptions,
): Work<TrainingTasks[Name]['result']> {
  if (!existsSync(THREAD_FILE)) return { finish: () => doTask(name, input, onStep), stop: async () => undefined };
  let worker: Worker | undefined;
  const begin = (): Promise<TrainingTasks[Name]['result']> => {
    worker = new Worker(THREAD_FILE, {
      workerData: { name, input },
      transferList: [...transfer] as TransferListItem[],
    });
    return resultOf(worker, name, onStep);
  };
  const begun = beside ? begin() : undefined;
  // Who waits for it later hears of a failure then.
  begun?.catch(() => undefined);
  return {
    finish: () => begun ?? begin(),
    stop: async () => {
      await worker?.terminate();
    },
  };
}

function resultOf<Name extends TaskName>(
  worker: Worker,
  name: Name,
  tell: TellStep,
): Promise<TrainingTasks[Name]['result']> {
  return new Promise((done, fail) => {
    worker.on('message', (message: ThreadMessage<Name>) => {
      if ('step' in message) tell(message.step);
      else if ('result' in message) done(message.result);
      else fail(unpackError(message.error));
    });
    worker.once('error', (cause) => fail(threadError(name, `failed: ${cause.message}`, cause)));
    worker.once('exit', (code) => fail(threadError(name, `ended with code ${code} and no result`)));
  });
}

function threadError(name: TaskName, what: string, cause?: unknown): RecompraError {
  return new RecompraError('unexpected', `the thread that ${SAID[name]} ${what}`, {
    logged: `the thread that ${SAID[name]} ended with no result`,
    remedy: 'give the run more memory, or --threads 1: one part of the training comes after the other then',
    cause,
  });
}
