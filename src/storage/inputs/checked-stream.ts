import { Readable } from 'node:stream';
import { RecompraError } from '../../config/errors';
import { buffersOf } from '../disk/buffers-of';

export interface CheckedStreamOptions {
  /** What is read, as the user would name it. */
  name: string;
  /** Bytes that must come, no more and no fewer. */
  bytes: number;
  /** Puts a fault of the transport in our terms. */
  explain(cause: unknown): Error;
}

/** The same bytes, ending in an error where the source fails or holds more or fewer bytes than announced. */
export function checkedStream(source: Readable, options: CheckedStreamOptions): Readable {
  return Readable.from(countedChunks(source, options), { objectMode: false });
}

async function* countedChunks(source: Readable, { name, bytes, explain }: CheckedStreamOptions) {
  let seen = 0;
  try {
    for await (const chunk of buffersOf(source)) {
      seen += chunk.length;
      if (seen > bytes) break;
      yield chunk;
    }
  } catch (cause) {
    throw explain(cause);
  }
  if (seen === bytes) return;
  throw new RecompraError(
    'data',
    `${name}: expected ${bytes} bytes, and ${seen > bytes ? 'more' : `only ${seen}`} came`,
    {
      remedy: 'try again once whatever writes this file has finished',
      transient: true,
    },
  );
}
