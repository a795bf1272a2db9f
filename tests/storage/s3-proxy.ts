import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What to do with a request: let it through, answer it with an S3 error, or let the connection break in its answer. */
export type Verdict = 'pass' | 'break' | { status: number; code: string };

/** Bytes of the answer that arrive before the connection breaks. */
const BEFORE_BREAK = 1_000;

/** Stands before an S3 server: writes down what is asked, and can refuse it. */
export interface S3Proxy {
  endpoint: string;
  /** `PUT /bucket/key?partNumber=1…`, in order of arrival. */
  requests: string[];
  stop(): Promise<void>;
}

/** Starts a proxy before `endpoint`; `judge` is asked for each request, as `METHOD /path?query`. */
export async function startS3Proxy(
  endpoint: string,
  judge: (request: string) => Verdict = () => 'pass',
): Promise<S3Proxy> {
  const requests: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const line = `${incoming.method} ${incoming.url}`;
    requests.push(line);
    const verdict = judge(line);
    if (typeof verdict === 'string') forward(endpoint, incoming, outgoing, verdict === 'break');
    else refuse(incoming, outgoing, verdict);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { endpoint: `http://127.0.0.1:${port}`, requests, stop };
}

function forward(endpoint: string, incoming: IncomingMessage, outgoing: ServerResponse, breaks: boolean): void {
  const { method, url, headers } = incoming;
  const onward = request(`${endpoint}${url}`, { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    if (breaks)
      answer.once('data', (piece: Buffer) => outgoing.write(piece.subarray(0, BEFORE_BREAK), () => outgoing.destroy()));
    else answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}

function refuse(incoming: IncomingMessage, outgoing: ServerResponse, { status, code }: Exclude<Verdict, string>): void {
  incoming.resume().on('end', () => {
    outgoing.writeHead(status, { 'content-type': 'application/xml' });
    outgoing.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
  });
}
