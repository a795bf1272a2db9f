import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { ShopShape, WrittenLines } from './shop-lines';
import { ShopLines, USUAL_SHAPE } from './shop-lines';

/** Writes the lines of a shop to a file, packed where its name ends in `.gz`; memory does not grow with them. */
export async function writeShop(path: string, shape: Partial<ShopShape>): Promise<WrittenLines> {
  const lines = new ShopLines({ ...USUAL_SHAPE, ...shape });
  const chunks = Readable.from(lines.chunks(), { objectMode: false });
  const file = createWriteStream(path);
  if (path.endsWith('.gz')) await pipeline(chunks, createGzip({ level: 1 }), file);
  else await pipeline(chunks, file);
  return lines.written;
}
