import type { ErrorKind } from '../config/errors';
import { RecompraError } from '../config/errors';
import { isDiskFull } from '../storage/disk-errors';
import { isTransient } from '../storage/s3-retry';

/** `errorType` of a failed invocation, and whether the same event may succeed later. */
export const FAILURES = {
  /** The input breaks the data contract. */
  DataContractError: { retryable: false },
  /** Settings, names or permissions are wrong. */
  ConfigurationError: { retryable: false },
  /** The event has no known shape. */
  EventError: { retryable: false },
  /** The model is missing, broken or of another version. */
  ModelError: { retryable: false },
  /** The input is larger than the function's ephemeral storage. */
  StorageSpaceError: { retryable: false },
  /** The engine's share of the function's memory was too small to sort in. */
  OutOfMemoryError: { retryable: false },
  /** S3 did not answer, broke off, or asked for patience; or the input was replaced while it was read. */
  TransportError: { retryable: true },
  /** The work would not have ended before the time-out, and was stopped with nothing published. */
  OutOfTimeError: { retryable: true },
  /** A fault of the program. */
  UnexpectedError: { retryable: true },
} as const;

export type FailureType = keyof typeof FAILURES;

/** What may be told of an error whose text may quote a row. */
export interface ErrorOrigin {
  name: string;
  code: string;
  /** The innermost stack frames. */
  at: string[];
}

interface FailureDetails {
  remedy?: string | undefined;
  origin?: readonly ErrorOrigin[];
}

/** The error a handler ends with. Its name is the `errorType` a retry policy sees; it holds no row and no cause. */
export class LambdaFailure extends Error {
  readonly retryable: boolean;
  readonly remedy: string | undefined;
  /** Where an unexpected error came from, outermost first: names and places in the code, no texts. */
  readonly origin: readonly ErrorOrigin[];

  constructor(type: FailureType, message: string, { remedy, origin = [] }: FailureDetails = {}) {
    super(remedy === undefined ? message : `${message}; what to do: ${remedy}`);
    this.name = type;
    this.retryable = FAILURES[type].retryable;
    this.remedy = remedy;
    this.origin = origin;
  }
}

const TYPES: Record<ErrorKind, FailureType> = {
  data: 'DataContractError',
  usage: 'ConfigurationError',
  model: 'ModelError',
  quality: 'UnexpectedError',
  interrupted: 'OutOfTimeError',
  unexpected: 'UnexpectedError',
};

/**
 * Any error as one that may leave the function: its `lines` stay behind, for they can quote rows, and so do the text
 * and stack of an error of the engine or of a package.
 */
export function asFailure(cause: unknown): LambdaFailure {
  if (cause instanceof LambdaFailure) return cause;
  if (chain(cause).some(mayPass)) return new LambdaFailure('TransportError', messageOf(cause));
  if (chain(cause).some(isDiskFull) || /disk is full/.test(messageOf(cause))) {
    return new LambdaFailure('StorageSpaceError', spaceMessage(cause), {
      remedy: 'give the function more ephemeral storage (up to 10,240 MB)',
    });
  }
  if (chain(cause).some(({ message }) => /^Out of Memory Error/.test(message ?? ''))) {
    return new LambdaFailure('OutOfMemoryError', "DuckDB's memory is too small for this input", {
      remedy: 'give the function more memory (up to 10,240 MB), or set RECOMPRA_THREADS=1',
    });
  }
  if (!(cause instanceof RecompraError) || cause.kind === 'unexpected') {
    return new LambdaFailure('UnexpectedError', 'the program failed', {
      remedy: 'run the same input with `recompra` and RECOMPRA_DEBUG=1, where the cause may be shown',
      origin: chain(cause).map(originOf),
    });
  }
  return new LambdaFailure(TYPES[cause.kind], cause.message, { remedy: cause.remedy });
}

/** Ours say so; the rest is told from what the SDK and the system report. */
function mayPass(cause: unknown): boolean {
  return cause instanceof RecompraError ? cause.transient : isTransient(cause) || UNREACHABLE.test(codeOf(cause));
}

const UNREACHABLE = /^(ENOTFOUND|EHOSTUNREACH|ENETUNREACH)$/;

function codeOf(cause: unknown): string {
  return String((cause as { code?: unknown }).code ?? '');
}

const FRAMES = 6;

function originOf(error: Partial<Error>): ErrorOrigin {
  const lines = String(error.stack ?? '').split('\n');
  const frames = lines.filter((line) => /^ {4}at /.test(line)).map((line) => line.trim());
  return { name: String(error.name), code: codeOf(error), at: frames.slice(0, FRAMES) };
}

/** An error and its causes, outermost first. */
function chain(cause: unknown): Partial<Error>[] {
  const errors: Partial<Error>[] = [];
  for (let error = cause; typeof error === 'object' && error !== null; error = (error as Error).cause) {
    if (errors.includes(error)) break;
    errors.push(error);
  }
  return errors;
}

function spaceMessage(cause: unknown): string {
  return cause instanceof RecompraError && cause.kind === 'usage' ? cause.message : 'the ephemeral storage is full';
}

function messageOf(cause: unknown): string {
  return cause instanceof RecompraError ? cause.message : 'S3 did not answer';
}
