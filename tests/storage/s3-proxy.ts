import { createServer, type IncomingMessage, type OutgoingHttpHeaders, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of a request. Bytes count those of a body. */
export type Verdict =
  | 'pass'
  /** The server is never asked. */
  | { status: number; code: string }
  /** The connection is reset when so many bytes of the request have come. */
  | { resetRequestAfter: number }
  /** The server does what it was asked, and nobody hears of it. */
  | 'lose the answer'
  /** The answer breaks off after so many bytes: by a reset, or closed as if all had been sent. */
  | { breakAfter: number; by: 'reset' | 'close' }
  /** Then there is silence, on an open connection. */
  | { stallAfter: number };

/** Stands before an S3 server: writes down what is asked, and can spoil it. */
export interface S3Proxy {
  endpoint: string;
  /** `PUT /bucket/key?partNumber=1…`, in order of arrival. */
  requests: string[];
  stop(): Promise<void>;
}

type Judge = (request: string, headers: IncomingMessage['headers']) => Verdict | Promise<Verdict>;

/** Starts a proxy before `endpoint`; `judge` is asked for each request, as `METHOD /path?query`. */
export async function startS3Proxy(endpoint: string, judge: Judge = () => 'pass'): Promise<S3Proxy> {
  const requests: string[] = [];
  const oneByOne = queue();
  const server = createServer((incoming, outgoing) => {
    const line = `${incoming.method} ${incoming.url}`;
    requests.push(line);
    const serve = async (): Promise<void> => {
      await answer(endpoint, await judge(line, incoming.headers), incoming, outgoing);
    };
    // moto looks at the condition of a write and then writes; S3 does both in one step.
    const conditional = incoming.headers['if-match'] ?? incoming.headers['if-none-match'];
    void (incoming.method === 'PUT' && conditional !== undefined ? oneByOne(serve) : serve());
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

function queue(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (work) => {
    last = last.then(work);
    return last;
  };
}

/** Ends when the server has answered or the connection is gone. */
function answer(endpoint: string, verdict: Verdict, incoming: IncomingMessage, outgoing: ServerResponse) {
  return new Promise<void>((done) => {
    outgoing.once('close', done);
    if (verdict === 'pass' || verdict === 'lose the answer') forward(endpoint, incoming, outgoing, verdict);
    else if ('status' in verdict) refuse(incoming, outgoing, verdict);
    else if ('resetRequestAfter' in verdict) resetRequest(incoming, verdict.resetRequestAfter);
    else forward(endpoint, incoming, outgoing, verdict);
  });
}

type AnswerFault = Exclude<Verdict, { status: number } | { resetRequestAfter: number }>;

function forward(endpoint: string, incoming: IncomingMessage, outgoing: ServerResponse, fault: AnswerFault): void {
  const { method, url, headers } = incoming;
  const onward = request(`${endpoint}${url}`, { method, headers }, (reply) => {
    // moto fails where S3 says that it does not know the upload (any more).
    const goneUpload = method === 'POST' && url!.includes('uploadId=') && reply.statusCode === 500;
    if (goneUpload) refuse(reply, outgoing, { status: 404, code: 'NoSuchUpload' });
    else if (fault === 'lose the answer') reply.resume().once('end', () => incoming.socket.resetAndDestroy());
    else {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers as OutgoingHttpHeaders);
      if (fault === 'pass') reply.pipe(outgoing);
      else spoil(reply, outgoing, fault);
    }
  });
  onward.on('error', () => outgoing.destroy());
  incoming.once('close', () => incoming.complete || onward.destroy());
  incoming.pipe(onward);
}

function spoil(reply: IncomingMessage, outgoing: ServerResponse, fault: Exclude<AnswerFault, string>): void {
  const limit = 'stallAfter' in fault ? fault.stallAfter : fault.breakAfter;
  outgoing.flushHeaders();
  let left = limit;
  const end = (): void => {
    if ('stallAfter' in fault) return;
    if (fault.by === 'reset') outgoing.socket?.resetAndDestroy();
    else outgoing.socket?.destroySoon();
  };
  reply.on('data', (piece: Buffer) => {
    if (left > 0) outgoing.write(piece.subarray(0, left), () => (left <= 0 ? end() : undefined));
    left -= piece.length;
  });
  reply.once('end', () => (left > 0 || limit === 0 ? end() : undefined));
}

function resetRequest(incoming: IncomingMessage, after: number): void {
  let seen = 0;
  incoming.on('data', (piece: Buffer) => {
    seen += piece.length;
    if (seen >= after) incoming.socket.resetAndDestroy();
  });
  incoming.once('end', () => incoming.socket.resetAndDestroy());
}

function refuse(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { status, code }: { status: number; code: string },
) {
  incoming.resume().on('end', () => {
    outgoing.writeHead(status, { 'content-type': 'application/xml' });
    outgoing.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
  });
}
