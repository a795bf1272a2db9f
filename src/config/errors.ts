/** What went wrong, in the terms of the exit-code contract. */
export type ErrorKind = 'unexpected' | 'usage' | 'data' | 'model' | 'quality' | 'interrupted';

/** Exit code of the process for each kind of error. */
export const EXIT_CODES: Record<ErrorKind, number> = {
  unexpected: 1,
  usage: 2,
  data: 3,
  model: 4,
  quality: 5,
  interrupted: 130,
};

/** An option of the command line that would mend an error. */
export interface CommandOption {
  /** As typed: `--date-format`. */
  flag: string;
  /** Absent for a switch. */
  value?: string;
}

export interface ErrorDetails {
  /** What to do about it, as an instruction to the reader. */
  remedy?: string;
  /** Extra lines printed below the message (a funnel, a list of examples). */
  lines?: string[];
  /**
   * The message as a log that is kept may hold it: codes, counts, days and addresses of objects, nothing that was read
   * or set. Without it such a log tells the kind of the error and where it arose.
   */
  logged?: string | undefined;
  /** Options to run the same command with: a door can print the whole of it. */
  options?: CommandOption[];
  /** The same work may succeed later with nothing changed: a retry policy may try again. */
  transient?: boolean;
  cause?: unknown;
}

/**
 * The one error the program throws on purpose: what was found and what was expected (message),
 * what to do (remedy), and the kind that decides the exit code.
 */
export class RecompraError extends Error {
  readonly kind: ErrorKind;
  readonly remedy: string | undefined;
  readonly lines: string[];
  readonly logged: string | undefined;
  readonly options: readonly CommandOption[];
  readonly transient: boolean;

  constructor(kind: ErrorKind, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'RecompraError';
    this.kind = kind;
    this.remedy = details.remedy;
    this.lines = details.lines ?? [];
    this.logged = details.logged;
    this.options = details.options ?? [];
    this.transient = details.transient ?? false;
  }

  get exitCode(): number {
    return EXIT_CODES[this.kind];
  }
}
