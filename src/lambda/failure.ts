import type { ErrorKind } from '../config/errors';
import { RecompraError } from '../config/errors';
import { isDiskFull } from '../storage/disk/disk-errors';
import { isTransient } from '../storage/s3/s3-retry';

/** `errorType` of a failed invocation, and whether the same event may succeed later. */
const FAILURES = {
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
 * Any error as one that may leave the function. What it was thrown with stays behind, for that can quote rows, names and
 * settings: told are its type, what it says for logs (`logged`), and where it arose.
 */
export function asFailure(cause: unknown): LambdaFailure {
  if (cause instanceof LambdaFailure) return cause;
  if (chain(cause).some(mayPass)) {
    return new LambdaFailure('TransportError', loggedOf(cause) ?? 'S3 did not answer', { origin: originsOf(cause) });
  }
  if (chain(cause).some(isDiskFull) || /disk is full/.test(messageOf(cause))) {
    return new LambdaFailure('StorageSpaceError', loggedOf(cause) ?? 'the ephemeral storage is full', {
      remedy: 'give the function more ephemeral storage (up to 10,240 MB)',
    });
  }
  if (chain(cause).some(({ message }) => /^Out of Memory Error/.test(message ?? ''))) {
    return new LambdaFailure('OutOfMemoryError', "DuckDB's memory is too small for this input", {
      remedy: 'give the function more memory (up to 10,240 MB), or set RECOMPRA_THREADS=1',
    });
  }
  if (!(cause instanceof RecompraError) || cause.kind === 'unexpected') {
    return new LambdaFailure('UnexpectedError', loggedOf(cause) ?? 'the program failed', {
      remedy: 'run the same input with `recompra` and RECOMPRA_DEBUG=1, where the cause may be shown',
      origin: originsOf(cause),
    });
  }
  return new LambdaFailure(TYPES[cause.kind], cause.logged ?? KINDS[cause.kind], {
    remedy: 'run the same with `recompra`, which shows what was found and what to do',
    origin: cause.logged === undefined ? originsOf(cause) : [],
  });
}

/** What may be told of an error that does not say it: it may quote what was read or set. */
const KINDS: Record<ErrorKind, string> = {
  data: 'the input breaks the data contract',
  usage: 'a setting, a name or a permission is wrong',
  model: 'the model is missing, broken or of another version',
  quality: 'the quality gate was not passed',
  interrupted: 'the work was interrupted',
  unexpected: 'the program failed',
};

/** Ours say so; the rest is told from what the SDK and the system report. */
function mayPass(cause: unknown): boolean {
  return cause instanceof RecompraError ? cause.transient : isTransient(cause) || UNREACHABLE.test(codeOf(cause));
}

const UNREACHABLE = /^(ENOTFOUND|EHOSTUNREACH|ENETUNREACH)$/;

function codeOf(cause: unknown): string {
  return String((cause as { code?: unknown }).code ?? '');
}

const FRAMES = 6;

function originsOf(cause: unknown): ErrorOrigin[] {
  return chain(cause).map(originOf);
}

/** Names and codes of foreign errors can come from whoever answered: only what looks like one is told. */
function originOf(error: Partial<Error>): ErrorOrigin {
  const name = String(error.name);
  const code = codeOf(error);
  return {
    name: /^[A-Z][A-Za-z]{0,39}$/.test(name) ? name : 'Error',
    code: /^[A-Z][A-Z_]{0,39}$/.test(code) ? code : '',
    at: framesOf(error),
  };
}

/** A message can look like frames, so it is cut off first. */
function framesOf({ stack = '', message = '' }: Partial<Error>): string[] {
  const at = stack.indexOf(message);
  const lines = (at < 0 ? '' : stack.slice(at + message.length)).split('\n');
  return lines
    .filter((line) => /^ {4}at /.test(line))
    .map((line) => line.trim())
    .slice(0, FRAMES);
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

function messageOf(cause: unknown): string {
  return cause instanceof RecompraError ? cause.message : '';
}

function loggedOf(cause: unknown): string | undefined {
  return cause instanceof RecompraError ? cause.logged : undefined;
}
