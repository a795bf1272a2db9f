import type { ErrorDetails, ErrorKind } from './errors';
import { RecompraError } from './errors';

/** An error as a value that another thread can be given: classes do not travel. */
export interface PackedError {
  name: string;
  message: string;
  stack: string | undefined;
  /** Null of an error that was not thrown on purpose. */
  kind: ErrorKind | null;
  details: Omit<ErrorDetails, 'cause'>;
}

export function packError(error: unknown): PackedError {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  if (!(error instanceof RecompraError)) return { name, message, stack, kind: null, details: {} };
  const { kind, remedy, lines, logged, options, transient } = error;
  const details = { ...(remedy === undefined ? {} : { remedy }), lines, logged, options: [...options], transient };
  return { name, message, stack, kind, details };
}

/** The error again, of its kind and with where it arose. */
export function unpackError({ name, message, stack, kind, details }: PackedError): Error {
  const error = kind === null ? new Error(message) : new RecompraError(kind, message, details);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
