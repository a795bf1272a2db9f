import type { CommanderError } from 'commander';
import { EXIT_CODES, RecompraError } from '../../config/errors';
import { isDebugging } from '../../config/program';
import { isDiskFull, writeError } from '../../storage/disk/disk-errors';
import { s3Code } from '../../storage/s3/s3-errors';
import { painter } from './colour';
import { mendedCommand } from './mended-command';
import { terminalJson, terminalText } from './terminal-text';

/**
 * Writes an error to stderr and gives the exit code. With --json it is one line of JSON,
 * `{"error": {kind, message, remedy, lines, command}}`, the last line on stderr: stdout holds results only. Where
 * options would mend it, `command` is the whole command line to run instead of `argv`.
 */
export function printError(cause: unknown, json: boolean, argv: readonly string[]): number {
  const error = asRecompraError(cause);
  const { kind, message, remedy, lines, options } = error;
  const command = options.length === 0 ? null : mendedCommand(argv, options);
  const paint = painter(process.stderr);
  const text = json
    ? terminalJson({ error: { kind, message, remedy: remedy ?? null, lines, command } })
    : [
        `${paint('red', 'error:')} ${terminalText(message)}`,
        ...someLines(lines).map((line) => `  ${terminalText(line)}`),
        ...(remedy ? [`${paint('cyan', 'what to do:')} ${terminalText(remedy)}`] : []),
        ...(command === null ? [] : ['', paint('bold', terminalText(command))]),
      ].join('\n');
  process.stderr.write(`${text}\n`);
  if (isDebugging()) process.stderr.write(`${terminalText(stackOf(cause))}\n`);
  return error.exitCode;
}

/** More lines than this are for a machine to read: --json has them all. */
const MOST_LINES = 24;

function someLines(lines: readonly string[]): readonly string[] {
  const rest = lines.length - MOST_LINES;
  return rest <= 1 ? lines : [...lines.slice(0, MOST_LINES), `and ${rest} more`];
}

function asRecompraError(cause: unknown): RecompraError {
  if (cause instanceof RecompraError) return cause;
  if (isDiskFull(cause)) return writeError((cause as NodeJS.ErrnoException).path ?? 'a file', cause);
  const message = cause instanceof Error ? cause.message : String(cause);
  return new RecompraError('unexpected', message, {
    remedy: 'this is a fault of the program: run again with RECOMPRA_DEBUG=1 and report what it shows',
    cause,
  });
}

/**
 * Commander's own message in our terms: an unknown option or command, a missing value, a value not among the choices. It
 * names the help of the command that was asked for.
 */
export function usageError(cause: CommanderError, command: string | null): RecompraError {
  if (cause.code === 'commander.help') {
    return new RecompraError('usage', 'no command was given', {
      remedy: 'choose one; recompra --help lists them',
      cause,
    });
  }
  const [first = '', ...rest] = cause.message.replace(/^error: /, '').split('\n');
  const hint = rest.join(' ').replace(/^\((.*)\)$/, '$1');
  const remedy =
    cause.code === 'commander.excessArguments' ? 'put a glob in quotes, so that the shell leaves it alone' : hint;
  return new RecompraError('usage', first, { remedy: withHelp(remedy, command), cause });
}

/** A remedy with where the help is that lists what a command takes, or what commands there are. */
export function withHelp(remedy: string | undefined, command: string | null): string {
  const help =
    command === null ? 'see recompra --help' : `see recompra ${command} --help, or --help-all for every option`;
  return remedy ? `${remedy} (${help})` : help;
}

function stackOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause === undefined ? '' : `\ncaused by: ${stackOf(cause.cause)}`;
  // What a server answered stays out here too: it may hold what it was sent.
  const stack = '$metadata' in cause ? (cause.stack ?? '').replace(cause.message, s3Code(cause)) : cause.stack;
  return `${stack ?? cause.message}${inner}`;
}

/** Exit code of an interrupted run, by SIGINT and SIGTERM alike. */
export const INTERRUPTED = EXIT_CODES.interrupted;
