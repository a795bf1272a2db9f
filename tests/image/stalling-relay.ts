import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Passes bytes on to a server on this machine, or holds them back: an S3 that takes connections and never answers. */
export interface StallingRelay {
  endpoint: string;
  /** While true, nothing more reaches the server. */
  stalled: boolean;
  stop(): Promise<void>;
}

/** Starts a relay before `endpoint`. */
export async function startStallingRelay(endpoint: string): Promise<StallingRelay> {
  const { hostname, port } = new URL(endpoint);
  const sockets = new Set<Socket>();
  const relay = { endpoint: '', stalled: false, stop };
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (piece) => {
      if (!relay.stalled) far.write(piece);
    });
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  relay.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return relay;

  async function stop(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}
