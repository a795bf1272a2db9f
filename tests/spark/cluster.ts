import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WORKERS = 2;

/** A standalone master with two workers of one core each, all on this machine. */
export interface Cluster {
  master: string;
  /** Kills one executor, as a machine that dies would; null where none is running. */
  killExecutor(): number | null;
  close(): Promise<void>;
}

/** @param python with the package pyspark */
export async function startCluster(python: string): Promise<Cluster> {
  const home = execFileSync(python, ['-c', 'import pyspark; print(pyspark.__path__[0])'], { encoding: 'utf8' }).trim();
  const folder = mkdtempSync(join(tmpdir(), 'recompra-cluster-'));
  const port = await freePort();
  const master = `spark://127.0.0.1:${port}`;
  const env = { ...process.env, SPARK_LOCAL_IP: '127.0.0.1', SPARK_DAEMON_MEMORY: '256m', PYSPARK_PYTHON: python };
  const begin = (name: string, args: string[]) =>
    spawn(join(home, 'bin/spark-class'), [`org.apache.spark.deploy.${name}`, '-h', '127.0.0.1', ...args], {
      env,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  const started = [begin('master.Master', ['-p', String(port), '--webui-port', '0'])];
  await says(started[0]!, /New state: ALIVE/);
  for (let worker = 0; worker < WORKERS; worker++) {
    const own = ['-c', '1', '-m', '900m', '--webui-port', '0', '-d', join(folder, `worker-${worker}`), master];
    started.push(begin('worker.Worker', own));
  }
  await Promise.all(started.slice(1).map((worker) => says(worker, /Successfully registered with master/)));
  return {
    master,
    killExecutor: () => {
      const [executor] = executorsOf(started.slice(1));
      if (executor !== undefined) process.kill(executor, 'SIGKILL');
      return executor ?? null;
    },
    close: async () => {
      for (const executor of executorsOf(started.slice(1))) process.kill(executor, 'SIGKILL');
      for (const child of started) child.kill('SIGKILL');
      await new Promise((done) => setTimeout(done, 500));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Processes of executors that these workers have started. */
function executorsOf(workers: readonly ChildProcess[]): number[] {
  const parents = new Set(workers.map(({ pid }) => pid));
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return table.split('\n').flatMap((line) => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return parents.has(Number(parent)) && command.includes('CoarseGrainedExecutorBackend') ? [Number(pid)] : [];
  });
}

function says(child: ChildProcess, what: RegExp): Promise<void> {
  return new Promise((done, failed) => {
    let log = '';
    child.stderr!.on('data', (piece: Buffer) => {
      log += piece.toString('utf8');
      if (what.test(log)) done();
    });
    child.once('close', (code) => failed(new Error(`ended with ${code}: ${log.slice(-2000)}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
