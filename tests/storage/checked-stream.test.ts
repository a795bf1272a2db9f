import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { checkedStream } from '../../src/storage/inputs/checked-stream';

const explain = (cause: unknown): Error => new Error(`explained: ${(cause as Error).message}`);

function reading(chunks: string[], bytes: number): Promise<string> {
  const source = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  return text(checkedStream(source, { name: 'x.csv', bytes, explain }));
}

test('bytes of the announced number pass unchanged', async () => {
  expect(await reading(['ab', 'c'], 3)).toBe('abc');
  expect(await reading([], 0)).toBe('');
});

test('a short body is an error, not an end', async () => {
  await expect(reading(['ab'], 3)).rejects.toMatchObject({
    kind: 'data',
    message: 'x.csv: expected 3 bytes, and only 2 came',
  });
});

test('a long body is an error', async () => {
  await expect(reading(['ab', 'cd'], 3)).rejects.toMatchObject({ kind: 'data' });
});

test('a fault of the transport is explained', async () => {
  const source = new Readable({
    read() {
      this.destroy(new Error('socket hang up'));
    },
  });
  await expect(text(checkedStream(source, { name: 'x.csv', bytes: 3, explain }))).rejects.toThrow(
    'explained: socket hang up',
  );
});
