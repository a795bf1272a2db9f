import type { Progress } from '../config/progress';
import { cleanUpInterrupted } from '../storage/disk/cleanup';
import { closeS3Clients } from '../storage/s3/s3-client';
import { LambdaFailure } from './failure';

/** Kept back for stopping: aborting uploads, removing files, telling the caller. */
const SHARE_TO_STOP = 0.1;
const LONGEST_STOP_MS = 10_000;
const SHORTEST_STOP_MS = 400;

export interface Deadline {
  /** Milliseconds until the work is stopped; not positive once it should have been. */
  left(): number;
  /** The same progress, which also ends the work at the next step once no time is left. */
  watching(progress: Progress): Progress;
  /**
   * Does the work, or stops it in time: what is unfinished is removed, nothing is published, and the result is an
   * OutOfTimeError. Work that goes on unseen is to be awaited by `settled` before anything else begins.
   */
  guard<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when the guarded work has truly ended, however it did, or after `patienceMs`: it can publish no more. */
  settled(patienceMs: number): Promise<void>;
}

/** A deadline a little before the function's time-out. @param remainingMs as Lambda's context gives it */
export function deadlineBefore(remainingMs: () => number): Deadline {
  const stopMs = Math.min(LONGEST_STOP_MS, Math.max(SHORTEST_STOP_MS, remainingMs() * SHARE_TO_STOP));
  const left = (): number => remainingMs() - stopMs;
  let running: Promise<unknown> = Promise.resolve();
  let stage = '';
  const explain = (): LambdaFailure => outOfTime(stage);
  return {
    left,
    watching: (progress) => {
      const check = (): void => {
        if (left() <= 0) throw explain();
      };
      return checked(progress, check, (name) => {
        stage = name;
      });
    },
    guard: (work) => {
      const result = work();
      running = result;
      return endingInTime(result, explain, left(), stopMs / 2);
    },
    settled: (patienceMs) => Promise.race([running.then(ignore, ignore), wait(patienceMs)]),
  };
}

function endingInTime<T>(
  work: Promise<T>,
  explain: () => LambdaFailure,
  untilStop: number,
  patience: number,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let stopping = false;
    const stop = async (): Promise<void> => {
      stopping = true;
      await Promise.race([cleanUpInterrupted(), wait(patience)]);
      await closeS3Clients();
      reject(explain());
    };
    const timer = setTimeout(() => void stop(), Math.max(0, untilStop));
    // Whatever stopping made the work fail with, the reason is the time; work that ends all the same has its result.
    work.then(resolve, (cause) => reject(stopping ? explain() : cause)).finally(() => clearTimeout(timer));
  });
}

function checked(progress: Progress, check: () => void, enter: (stage: string) => void): Progress {
  return {
    stage: (name, total) => {
      check();
      enter(name);
      progress.stage(name, total);
    },
    advance: (steps) => {
      check();
      progress.advance(steps);
    },
    at: (place) => {
      check();
      progress.at(place);
    },
    note: (text, logged) => progress.note(text, logged),
    warn: (text, logged) => progress.warn(text, logged),
    done: () => progress.done(),
  };
}

/** Once announced, a publication is completed by the next run, if not by this one. */
function outOfTime(stage: string): LambdaFailure {
  const left = stage === 'publishing' ? 'the next run completes or replaces what was begun' : 'nothing was published';
  return new LambdaFailure('OutOfTimeError', `the time-out was near: the work was stopped and ${left}`, {
    remedy: "raise the function's time-out (up to 15 minutes) or its memory, which buys more CPU",
  });
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function ignore(): void {}
