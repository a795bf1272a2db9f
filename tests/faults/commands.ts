import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { start } from '../cli/recompra';
import { TEST_CREDENTIALS } from '../storage/moto';
import type { CommandEnd } from './etl-worker';

/** Runs command lines one after the other in a process that is started once. */
export class Worker {
  private readonly child: ChildProcess;

  constructor() {
    this.child = fork(join(__dirname, 'etl-worker.ts'), {
      execArgv: ['-r', 'tsx/cjs'],
      env: { ...process.env, ...TEST_CREDENTIALS },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  }

  run(args: string[], env: Record<string, string>): Promise<CommandEnd> {
    const { child } = this;
    return new Promise((done, failed) => {
      child.once('exit', failed).once('message', (end) => {
        child.off('exit', failed);
        done(end as CommandEnd);
      });
      child.send({ args, env });
    });
  }

  stop(): void {
    this.child.disconnect();
  }
}

/** Starts the program as a process of its own, to be killed. */
export function startProcess(args: string[], env: Record<string, string>) {
  const child = start(args, { env: { ...TEST_CREDENTIALS, ...env } });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  child.stdout.resume();
  const end = Promise.all([ended, text(child.stderr)]).then(([code, stderr]): CommandEnd => ({ code, stderr }));
  return { end, kill: () => child.kill('SIGKILL') };
}
