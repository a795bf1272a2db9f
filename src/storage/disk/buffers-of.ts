import type { Readable } from 'node:stream';

/** The chunks of a stream of bytes; its type does not say that they are buffers. */
export function buffersOf(stream: Readable): AsyncIterable<Buffer> {
  return stream;
}
