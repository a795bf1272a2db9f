import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ensureS3Jars, ensureSpark } from '../setup/spark-env';
import type { Moto } from '../storage/moto';

/** A request that the service was sent. */
export interface EmrRequest {
  method: string;
  path: string;
  body: Record<string, unknown>;
}

/**
 * **A stub of EMR Serverless**: it answers StartJobRun, GetJobRun and CancelJobRun as the service's API reference has them,
 * and runs each job with the `spark-submit` of this machine, on `s3://` addresses that are a real S3 server's (moto). What
 * it does not have: the service's checks, roles, images, workers of their own, logs in S3, and EMR's own build of Spark.
 */
export interface EmrStub {
  endpoint: string;
  requests: EmrRequest[];
  /** What the Spark of the last job said. */
  said(): string;
  close(): Promise<void>;
}

interface Job {
  state: string;
  child: ChildProcess;
}

interface StartRequest {
  jobDriver: {
    sparkSubmit: { entryPoint: string; entryPointArguments: string[]; sparkSubmitParameters: string };
  };
  configurationOverrides: { applicationConfiguration: { properties: Record<string, string> }[] };
}

/** @param environment of the jobs' workers, as that of an image: the program's settings among it */
export async function startEmrStub(moto: Moto, environment: Record<string, string>): Promise<EmrStub> {
  const folder = mkdtempSync(join(tmpdir(), 'recompra-emr-stub-'));
  const jobs = new Map<string, Job>();
  const requests: EmrRequest[] = [];
  let log = '';
  const start = (request: StartRequest): string => {
    const id = `job-${jobs.size + 1}`;
    const child = submit(request, { moto, folder, environment });
    const job = { state: 'RUNNING', child };
    jobs.set(id, job);
    log = '';
    child.stderr!.on('data', (piece: Buffer) => {
      log = (log + piece.toString('utf8')).slice(-200_000);
    });
    child.once('close', (code) => {
      if (job.state === 'RUNNING') job.state = code === 0 ? 'SUCCESS' : 'FAILED';
    });
    return id;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const path = request.url!.split('?')[0]!;
    requests.push({ method: request.method!, path, body: body === '' ? {} : JSON.parse(body) });
    const id = request.method === 'POST' ? start(JSON.parse(body)) : path.split('/').pop()!;
    const job = jobs.get(id)!;
    if (request.method === 'DELETE') {
      job.state = 'CANCELLED';
      killGroup(job.child);
    }
    const known = { applicationId: 'app', jobRunId: id };
    const json = request.method === 'GET' ? { jobRun: { ...known, state: job.state, stateDetails: '' } } : known;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    said: () => log,
    close: async () => {
      for (const { child } of jobs.values()) killGroup(child);
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

interface Place {
  moto: Moto;
  folder: string;
  environment: Record<string, string>;
}

/** spark-submit as EMR would call it; all that is said besides is where S3 is. */
function submit(
  { jobDriver, configurationOverrides }: StartRequest,
  { moto, folder, environment }: Place,
): ChildProcess {
  const python = ensureSpark();
  const home = execFileSync(python, ['-c', 'import pyspark; print(pyspark.__path__[0])'], { encoding: 'utf8' }).trim();
  const { entryPoint, entryPointArguments, sparkSubmitParameters } = jobDriver.sparkSubmit;
  const [given] = configurationOverrides.applicationConfiguration;
  const conf = {
    ...given!.properties,
    'spark.hadoop.fs.s3.impl': 'org.apache.hadoop.fs.s3a.S3AFileSystem',
    'spark.hadoop.fs.s3a.endpoint': moto.endpoint,
    'spark.hadoop.fs.s3a.path.style.access': 'true',
    'spark.driver.host': '127.0.0.1',
    'spark.driver.bindAddress': '127.0.0.1',
    'spark.ui.enabled': 'false',
    'spark.local.dir': folder,
  };
  const args = [
    ...['--master', 'local[2,4]', '--driver-class-path', ensureS3Jars().join(':')],
    ...Object.entries(conf).flatMap(([name, value]) => ['--conf', `${name}=${value}`]),
    ...sparkSubmitParameters.split(' '),
    entryPoint,
    ...entryPointArguments,
  ];
  return spawn(join(home, 'bin/spark-submit'), args, {
    cwd: folder,
    env: {
      ...{ PATH: process.env['PATH'], HOME: process.env['HOME'], SPARK_HOME: home, PYSPARK_PYTHON: python },
      ...{ SPARK_LOCAL_IP: '127.0.0.1', TMPDIR: folder },
      // The keys of the job's role are in the environment of its workers.
      ...{ AWS_ACCESS_KEY_ID: 'role', AWS_SECRET_ACCESS_KEY: 'role', AWS_REGION: 'us-east-1' },
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
}

function killGroup(child: ChildProcess): void {
  try {
    process.kill(-child.pid!, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
