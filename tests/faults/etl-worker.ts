import { main } from '../../src/cli/main';

/** One command line for the worker to run, and variables for it. */
export interface WorkerJob {
  args: string[];
  env: Record<string, string>;
}

/** How a command ended. */
export interface CommandEnd {
  /** Exit code; null after a signal. */
  code: number | null;
  stderr: string;
}

/**
 * A process that runs one command after the other through the program's own `main`: all that a run of the command
 * does, without the second that a process takes to start.
 */
async function serve({ args, env }: WorkerJob): Promise<CommandEnd> {
  const written: string[] = [];
  const { write } = process.stderr;
  process.stderr.write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  Object.assign(process.env, env);
  process.exitCode = 0;
  await main([process.execPath, 'recompra', ...args]);
  process.stderr.write = write;
  // Each command line watches for signals anew.
  process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM').removeAllListeners('SIGHUP');
  return { code: Number(process.exitCode), stderr: written.join('') };
}

process.stdout.write = () => true;
process.on('message', (job: WorkerJob) => void serve(job).then((end) => process.send!(end)));
process.once('disconnect', () => process.exit());
