import { expect, test } from 'vitest';
import { SegmentSink } from '../../src/etl/read/record-segments';

const record = (bytes: number) => ({ bytes: Buffer.alloc(bytes, 'x'), line: 2 });

test('records that cannot be read fill a segment: a file of nothing else is held in pieces too', () => {
  const sink = new SegmentSink(',', { segmentBytes: 100_000, keepsFound: true });
  const segments: number[] = [];
  for (let i = 0; i < 10_000; i++) {
    sink.malformed(record(60), 'campos_de_mas');
    if (sink.isFull) segments.push(sink.cut().found.length);
  }
  expect(Math.max(...segments)).toBeLessThan(1_000);
  expect(sink.malformedBy.get('campos_de_mas')).toBe(10_000);
});

test('nothing is held of what nobody asks for', () => {
  const sink = new SegmentSink(',', { segmentBytes: 100_000, keepsFound: false });
  sink.malformed(record(60), 'campos_de_mas');
  expect(sink.cut().found).toEqual([]);
});
