import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Passes requests on to an S3 server and notes when its answers begin. */
export interface S3Relay {
  endpoint: string;
  /** Time of the first byte of the first answer since `reset`, and of the first byte of an input's content. */
  firstAnswer: number | null;
  firstContent: number | null;
  reset(): void;
  stop(): Promise<void>;
}

/** @param contentPath path of the object whose content counts: `/bucket/key` */
export async function startS3Relay(endpoint: string, contentPath: string): Promise<S3Relay> {
  const server = createServer((incoming, outgoing) => {
    const { method, url = '', headers } = incoming;
    const onward = request(`${endpoint}${url}`, { method, headers }, (answer) => {
      relay.firstAnswer ??= performance.now();
      if (method === 'GET' && url.startsWith(contentPath)) {
        answer.once('data', () => {
          relay.firstContent ??= performance.now();
        });
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  const relay: S3Relay = {
    endpoint: '',
    firstAnswer: null,
    firstContent: null,
    reset: () => {
      relay.firstAnswer = null;
      relay.firstContent = null;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  relay.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return relay;
}
