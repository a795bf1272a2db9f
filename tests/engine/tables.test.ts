import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import { duckdbDialect } from '../../src/engine/duckdb/duckdb-dialect';
import type { ReadingEngine } from '../../src/engine/engine';
import { manifest } from '../../src/engine/manifest';
import type { Relation } from '../../src/engine/relation';
import { calculated, column, query, relation, source, values } from '../../src/engine/relation';

let engine: ReadingEngine;
/** Statements that made or dropped something, in their order. */
let done: string[];

beforeEach(async () => {
  engine = await openDuckdb({ threads: 1 });
  done = [];
  const run = engine.run.bind(engine);
  engine.run = (sql) => {
    const said = /^(CREATE OR REPLACE|DROP|INSERT INTO) ?(?:TABLE|VIEW)?(?: IF EXISTS)? "(\w+)"/.exec(sql.trim());
    if (said !== null) done.push(`${said[1]!.split(' ')[0]!.toLowerCase()} ${said[2]}`);
    return run(sql);
  };
});
afterEach(() => engine.close());

const n = { n: column('INTEGER', 'a number') };
const numbers = (...given: number[]) =>
  values({ name: 'numbers', row: 'a number', columns: n }, { n: { type: 'INTEGER', values: given } });
const plus = (of: Relation, more: number, name = 'sums') =>
  relation({
    name,
    row: 'a sum',
    columns: n,
    of: { of },
    select: (_, t) => `SELECT n + ${more} AS n FROM ${t.of} AS o`,
  });
const all = (of: Relation) => query({ of }, (_, t) => `SELECT n FROM ${t.of} AS o ORDER BY n`);
const tables = async () => {
  const found = await engine.rows<{ name: string }>('SELECT table_name AS name FROM duckdb_tables() ORDER BY name');
  return found.map(({ name }) => name);
};
const read = async (of: Relation) => [...(await engine.columns(all(of))).ints('n')];

describe('a relation', () => {
  test('is built after what it stands on, and all of it goes when it was read', async () => {
    expect(await read(plus(plus(numbers(1, 2), 10, 'tens'), 100, 'hundreds'))).toEqual([111, 112]);
    expect(done).toEqual([
      'create numbers',
      'create tens',
      'drop numbers',
      'create hundreds',
      'drop tens',
      'drop hundreds',
    ]);
    expect(await tables()).toEqual([]);
  });

  test('is built once where two stand on it, and dropped after the second', async () => {
    const base = plus(numbers(1), 1, 'base');
    const both = relation({
      name: 'both',
      row: 'a pair',
      columns: n,
      of: { left: plus(base, 10, 'left_sum'), right: plus(base, 20, 'right_sum') },
      select: (_, t) => `SELECT l.n + r.n AS n FROM ${t.left} AS l CROSS JOIN ${t.right} AS r`,
    });
    expect(await read(both)).toEqual([34]);
    expect(done.filter((step) => step === 'create base')).toHaveLength(1);
    expect(done.indexOf('drop base')).toBeGreaterThan(done.indexOf('create right_sum'));
    expect(await tables()).toEqual([]);
  });

  test('stays as long as it is kept, and is the same one for whoever makes it in the same way', async () => {
    await engine.tables.keep(plus(numbers(1), 1));
    expect(await tables()).toEqual(['sums']);
    done = [];
    expect(await read(plus(numbers(1), 1))).toEqual([2]);
    expect(done).toEqual([]);
    await engine.tables.release(plus(numbers(1), 1));
    expect(await tables()).toEqual([]);
  });

  test('made otherwise is another table beside it: of other values, or by another text', async () => {
    expect(await engine.tables.keep(plus(numbers(1), 1))).toBe('sums');
    expect(await engine.tables.keep(plus(numbers(2), 1))).toBe('sums_2');
    expect(await engine.tables.keep(plus(numbers(1), 5))).toBe('sums_3');
    expect([await read(plus(numbers(1), 1)), await read(plus(numbers(2), 1)), await read(plus(numbers(1), 5))]).toEqual(
      [[2], [3], [6]],
    );
  });

  test('that is a view has what it reads as long as it is there', async () => {
    const view = relation({ ...plus(numbers(3), 1, 'seen'), kind: 'view' });
    const over = plus(view, 1);
    expect(await read(over)).toEqual([5]);
    expect(await tables()).toEqual([]);
    await engine.tables.keep(view);
    expect(await tables()).toEqual(['numbers']);
    await engine.tables.release(view);
    expect(await tables()).toEqual([]);
  });

  test('that fails leaves nothing behind, and what was kept before stays', async () => {
    const kept = plus(numbers(1), 1, 'kept');
    await engine.tables.keep(kept);
    const wrong = relation({
      ...plus(kept, 1, 'wrong'),
      slices: null,
      of: { of: plus(kept, 1) },
      select: () => 'SELECT nothing AS n',
    });
    await expect(read(wrong)).rejects.toMatchObject({ message: expect.stringContaining('nothing') });
    expect(await tables()).toEqual(['kept']);
    expect(await read(kept)).toEqual([2]);
  });
});

test('a calculated relation is worked out from one row of figures', async () => {
  const upTo = calculated({
    name: 'up_to',
    row: 'a number up to the largest',
    columns: n,
    of: { given: numbers(2, 3) },
    select: (_, t) => `SELECT max(n) AS most FROM ${t.given} AS g`,
    values: ({ most }) => ({ n: { type: 'INTEGER', values: Array.from({ length: most! + 1 }, (_, i) => i) } }),
  });
  expect(await read(upTo)).toEqual([0, 1, 2, 3]);
  expect(await tables()).toEqual([]);
});

describe('a source', () => {
  const filled = () => source({ name: 'filled', row: 'a number', columns: n });

  test('is filled by a reader and stays; filled again it is another, and what stood on the first is gone', async () => {
    const first = filled();
    await engine.tables.open(first);
    await engine.run('INSERT INTO "filled" VALUES (1)');
    await engine.tables.keep(plus(plus(first, 1, 'between'), 1));
    const second = filled();
    await engine.tables.open(second);
    await engine.run('INSERT INTO "filled" VALUES (7)');
    expect(await tables()).toEqual(['filled']);
    expect(await read(plus(plus(second, 1, 'between'), 1))).toEqual([9]);
    await expect(read(plus(first, 1))).rejects.toMatchObject({ message: expect.stringContaining('filled') });
    expect(await tables()).toEqual(['filled']);
  });
});

test('a source numbers its rows as they come in, by SELECT or at hand, and what reads it sees the numbers', async () => {
  const numbered = source({
    name: 'numbered',
    row: 'a number',
    columns: { ...n, place: column('BIGINT', 'its place, from 0') },
    numbered: 'place',
  });
  await engine.tables.open(numbered);
  await engine.tables.insert(numbered, 'SELECT 7 AS n UNION ALL SELECT 7');
  await engine.tables.append(numbered, { n: { type: 'INTEGER', values: [9, 8] } });
  const later = relation({
    ...plus(numbered, 0, 'later'),
    kind: 'view',
    slices: null,
    columns: numbered.columns,
    of: { numbered },
    select: (_, t) => `SELECT n, place FROM ${t.numbered} AS s WHERE place >= 1`,
  });
  const rows = query({ later }, (_, t) => `SELECT n, place FROM ${t.later} AS l ORDER BY place`);
  expect(await engine.rows(rows)).toEqual([
    { n: 7, place: 1 },
    { n: 9, place: 2 },
    { n: 8, place: 3 },
  ]);
});

test('slices of days make the same rows as the whole, a slice at a time', async () => {
  const days = values(
    { name: 'days', row: 'a day', columns: { day: column('DATE', 'a day'), n: n.n } },
    { day: { type: 'DATE', values: [-3, 0, 1, 13, 14, 400] }, n: { type: 'INTEGER', values: [1, 2, 3, 4, 5, 6] } },
  );
  const daily = (slices?: { of: 'days'; day: string; days: number }) =>
    relation({
      name: 'daily',
      row: 'a day',
      columns: n,
      of: { days },
      ...(slices === undefined ? {} : { slices }),
      select: (_, t) => `SELECT CAST(sum(n) AS INTEGER) AS n FROM ${t.days} AS d GROUP BY day`,
    });
  expect(await read(daily({ of: 'days', day: 'day', days: 14 }))).toEqual([1, 2, 3, 4, 5, 6]);
  expect(done.filter((step) => step === 'insert daily')).toHaveLength(4);
  expect(await read(daily())).toEqual([1, 2, 3, 4, 5, 6]);
});

test('the manifest lists all relations once, after what they read, with their text; nothing is built', async () => {
  const base = plus(numbers(1), 1, 'base');
  const entries = manifest([plus(base, 2), plus(base, 3)], duckdbDialect);
  expect(entries.map(({ name, inputs, sql }) => [name, inputs, sql])).toEqual([
    ['numbers', [], null],
    ['base', ['numbers'], 'SELECT n + 1 AS n FROM numbers AS o'],
    ['sums', ['base'], 'SELECT n + 2 AS n FROM base AS o'],
    ['sums_2', ['base'], 'SELECT n + 3 AS n FROM base AS o'],
  ]);
});
