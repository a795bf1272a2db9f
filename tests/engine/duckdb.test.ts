import { expect, test } from 'vitest';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import { describeEngine, describeReadingEngine } from './conformance/suite';

describeEngine('DuckDB on one thread', () => openDuckdb({ threads: 1 }));
describeEngine('DuckDB on two threads', () => openDuckdb({ threads: 2 }));
describeReadingEngine('DuckDB', () => openDuckdb({ threads: 1 }));

test('numbers are the same filled in at once or one by one, NULL in some chunks and over their ends', async () => {
  const engine = await openDuckdb({ threads: 1 });
  try {
    // more than two of DuckDB's chunks of 2048 rows; the second has NULLs
    const numbers = Array.from({ length: 5000 }, (_, row) => (row === 2500 || row === 4095 ? Number.NaN : row / 8));
    const whole = numbers.map((number) => Math.floor(number));
    await engine.createTable('filled', {
      at: { type: 'INTEGER', values: numbers.map((_, row) => row - 2500) },
      real: { type: 'DOUBLE', values: Float64Array.from(numbers) },
      day: { type: 'DATE', values: whole },
      wide: { type: 'BIGINT', values: whole },
    });
    const read = await engine.columns(
      `SELECT "at", "real", CAST(day - DATE '1970-01-01' AS DOUBLE) AS day, wide FROM filled ORDER BY "at"`,
    );
    expect([...read.ints('at')]).toEqual(numbers.map((_, row) => row - 2500));
    expect([...read.floats('real')]).toEqual(numbers);
    expect([...read.floats('day')]).toEqual(whole);
    expect([...read.floats('wide')]).toEqual(whole);
    await expect(engine.createTable('refused', { day: { type: 'DATE', values: [1.5] } })).rejects.toThrow(/integer/);
  } finally {
    await engine.close();
  }
});
