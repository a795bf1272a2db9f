import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { RecompraError } from '../config/errors';
import type { PackedError } from '../config/packed-error';
import { unpackError } from '../config/packed-error';
import type { TellPasses } from './training-steps';
import type { TaskContext, TaskInput, TaskKind, TaskName, TaskResult } from './training-tasks';
import { doTask, TASK_KINDS } from './training-tasks';

/** What a thread is told to do. */
export interface ThreadOrder<Name extends TaskName = TaskName> {
  name: Name;
  input: TaskInput<Name>;
}

/** What it says: passes that are over, its result, or why there is none. */
export type ThreadMessage =
  | { passes: Parameters<TellPasses>[0] }
  | { result: TaskResult<TaskName> }
  | { error: PackedError };

/** Does tasks; which one is done when, and where, changes none of their results. */
export interface TaskRunner {
  /** How many tasks are done at once. */
  readonly threads: number;
  run<Name extends TaskName>(name: Name, input: TaskInput<Name>, tell?: TellPasses): Promise<TaskResult<Name>>;
  /** Ends what is not over; nothing settles any more. */
  close(): Promise<void>;
}

/** The compiled file of a thread; where sources run uncompiled there is none. */
const THREAD_FILE = join(__dirname, 'task-thread.js');
/** With more, each would wait for the longest way through the fits: they would take memory, and save no time. */
const MOST_THREADS = 8;

/**
 * Tasks in threads of their own, so that the main one is free for signals, time limits and progress; where sources run
 * uncompiled, in the main one, which takes breaths.
 *
 * @param context what all tasks look at; each thread is given it once, columns in shared memory without a copy
 */
export function openTasks(context: TaskContext, threads: number): TaskRunner {
  return existsSync(THREAD_FILE) ? new TaskPool(context, Math.min(threads, MOST_THREADS)) : tasksInThisThread(context);
}

/** One task after the other, in the order they were asked for. */
export function tasksInThisThread(context: TaskContext): TaskRunner {
  let last: Promise<unknown> = Promise.resolve();
  return {
    threads: 1,
    run: (name, input, tell = () => undefined) => {
      const result = last.then(() => doTask(name, input, context, tell));
      // After a failure nothing more is begun: the others wait for ever, and nobody for them.
      last = result.catch(() => new Promise(() => undefined));
      return result;
    },
    close: async () => undefined,
  };
}

/** A task that waits for a thread, or has one. */
interface Job {
  order: ThreadOrder;
  tell: TellPasses;
  done(result: TaskResult<TaskName>): void;
  fail(error: Error): void;
}

class TaskPool implements TaskRunner {
  private readonly waiting: Job[] = [];
  private readonly busy = new Map<Worker, Job>();
  private readonly idle: Worker[] = [];
  private readonly lastKind = new Map<Worker, TaskKind>();
  private failure: Error | null = null;
  private closed = false;

  constructor(
    private readonly context: TaskContext,
    readonly threads: number,
  ) {}

  run<Name extends TaskName>(
    name: Name,
    input: TaskInput<Name>,
    tell: TellPasses = () => undefined,
  ): Promise<TaskResult<Name>> {
    return new Promise((done, fail) => {
      if (this.failure !== null) {
        fail(this.failure);
        return;
      }
      this.waiting.push({ order: { name, input }, tell, done: done as Job['done'], fail });
      // Who asks for several has asked for all of them before the first is chosen.
      setImmediate(() => this.begin());
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    this.waiting.length = 0;
    await Promise.all([...this.busy.keys(), ...this.idle].map((worker) => worker.terminate()));
  }

  private begin(): void {
    while (!this.closed && this.waiting.length > 0 && this.busy.size < this.threads) this.give(this.next());
  }

  /** What Node throws here nobody would catch: no thread can be started, or the input cannot be sent to one. */
  private give(job: Job): void {
    try {
      const worker = this.freeFor(job);
      this.busy.set(worker, job);
      worker.postMessage(job.order);
    } catch (thrown) {
      const failure = threadError(
        job,
        `could not be given its task: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
        thrown,
      );
      this.endAll(failure);
      job.fail(failure);
    }
  }

  /** The first of the kind that has the fewest threads: neither dates nor products wait for the others' end. */
  private next(): Job {
    const running = (job: Job) => [...this.busy.values()].filter((other) => kindOf(other) === kindOf(job)).length;
    const next = this.waiting.reduce((a, b) => (running(b) < running(a) ? b : a));
    this.waiting.splice(this.waiting.indexOf(next), 1);
    return next;
  }

  /** One that did the same kind, if there is: what that leaves behind in its memory is used again. */
  private freeFor(job: Job): Worker {
    const alike = this.idle.findIndex((worker) => this.lastKind.get(worker) === kindOf(job));
    const [worker = this.open()] = this.idle.splice(Math.max(0, alike), 1);
    this.lastKind.set(worker, kindOf(job));
    return worker;
  }

  private open(): Worker {
    const worker = new Worker(THREAD_FILE, { workerData: this.context });
    worker.on('message', (message: ThreadMessage) => this.heed(worker, message));
    worker.once('error', (cause) => this.endAll(threadError(this.busy.get(worker), `failed: ${cause.message}`, cause)));
    worker.once('exit', (code) =>
      this.endAll(threadError(this.busy.get(worker), `ended with code ${code} and no result`)),
    );
    return worker;
  }

  private heed(worker: Worker, message: ThreadMessage): void {
    const job = this.busy.get(worker)!;
    if ('passes' in message) job.tell(message.passes);
    else if ('error' in message) this.endAll(unpackError(message.error));
    else {
      this.busy.delete(worker);
      this.idle.push(worker);
      job.done(message.result);
      setImmediate(() => this.begin());
    }
  }

  /** One failure is everybody's: whoever waits hears of it at once. */
  private endAll(failure: Error): void {
    if (this.closed || this.failure !== null) return;
    this.failure = failure;
    for (const { fail } of [...this.busy.values(), ...this.waiting.splice(0)]) fail(failure);
  }
}

const kindOf = ({ order }: Job): TaskKind => TASK_KINDS[order.name];

/** What the thread of a task is called in messages. */
const SAID = { dates: 'trains the dates', products: 'chooses products' };

function threadError(job: Job | undefined, what: string, cause?: unknown): RecompraError {
  const thread = `the thread that ${job === undefined ? 'waits for work' : SAID[kindOf(job)]}`;
  return new RecompraError('unexpected', `${thread} ${what}`, {
    logged: `${thread} ended with no result`,
    remedy: 'give the run more memory, or --threads 1: one part of the training comes after the other then',
    cause,
  });
}
