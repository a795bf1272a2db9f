import { CommanderError } from 'commander';
import { endComputing } from '../config/breath';
import { programVersion } from '../config/program';
import { cleanUpInterrupted, isNativeRunning } from '../storage/disk/cleanup';
import type { Invocation } from './build-program';
import { buildProgram, WHOLE_HELP } from './build-program';
import { clean } from './commands/clean';
import { config } from './commands/config';
import { data } from './commands/data';
import { doctor } from './commands/doctor';
import { etl } from './commands/etl';
import { evaluate } from './commands/evaluate';
import { features } from './commands/features';
import { predict } from './commands/predict';
import { report } from './commands/report';
import { review } from './commands/review';
import { run } from './commands/run';
import { train } from './commands/train';
import type { CommandDefinition, CommandResult } from './frame/command';
import { INTERRUPTED, printError, usageError } from './printing/print-error';
import { leaveScreens } from './printing/progress';
import { terminalJson, terminalText } from './printing/terminal-text';

const COMMANDS: readonly CommandDefinition[] = [
  run,
  etl,
  clean,
  features,
  train,
  evaluate,
  predict,
  review,
  report,
  data,
  doctor,
  config,
];

/** Runs the command line: results on stdout, everything else on stderr, the exit code by the contract. */
export async function main(argv: readonly string[]): Promise<void> {
  const json = argv.includes('--json');
  const interrupted = watchSignals();
  leaveQuietlyOnBrokenPipe();
  const wholeHelp = argv.includes(WHOLE_HELP);
  const invoke = async (invocation: Invocation) => {
    // Loading it takes longer than all the help does.
    const { runCommand } = require('./run-command') as typeof import('./run-command');
    printResult(await runCommand(invocation), json);
  };
  const program = buildProgram(COMMANDS, { version: programVersion(), wholeHelp, invoke });
  try {
    await program.parseAsync(argv.map((word) => (word === WHOLE_HELP ? '--help' : word)));
  } catch (cause) {
    if (interrupted()) return;
    if (isHelp(cause)) return;
    process.exitCode = printError(
      cause instanceof CommanderError ? usageError(cause, commandNamed(argv)) : cause,
      json,
      argv,
    );
  }
}

function printResult({ lines, json, exitCode }: CommandResult, asJson: boolean): void {
  process.stdout.write(asJson ? `${terminalJson(json)}\n` : `${terminalText(lines.join('\n'))}\n`);
  if (exitCode !== undefined) process.exitCode = exitCode;
}

/** The command of these words, where there is one of that name. */
function commandNamed([, , ...words]: readonly string[]): string | null {
  const names = COMMANDS.map(({ name }) => name.split(' ', 1)[0]!);
  return words.find((word) => names.includes(word)) ?? null;
}

/** Commander ends --help and --version by an error too. */
function isHelp(cause: unknown): boolean {
  return cause instanceof CommanderError && cause.exitCode === 0;
}

/** Whoever stops a run waits two seconds at the most, the time in which nothing is let in included. */
const LONGEST_CLEANUP_MS = 1_500;

/** Ends the process with the code of an interruption; by the signal itself where an exit would wait for native work. */
function leave(): void {
  if (!isNativeRunning()) process.exit(INTERRUPTED);
  process.removeAllListeners('SIGINT');
  process.kill(process.pid, 'SIGINT');
}

/** Removes what is unfinished on the first signal, and leaves at once on the second. */
function watchSignals(): () => boolean {
  let signals = 0;
  const stop = (): void => {
    signals += 1;
    endComputing();
    if (signals > 1) leave();
    leaveScreens();
    process.stderr.write('stopping… (interrupted: unfinished files are removed)\n');
    // A server that does not answer must not hold us: what is left is the next run's to clear.
    setTimeout(leave, LONGEST_CLEANUP_MS).unref();
    void cleanUpInterrupted().finally(leave);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
  return () => signals > 0;
}

/** `recompra … | head` closes the pipe when it has seen enough; a terminal that was closed takes no text either. */
function leaveQuietlyOnBrokenPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EPIPE' && cause.code !== 'EIO') throw cause;
      void cleanUpInterrupted().finally(() => process.exit());
    });
  }
}
