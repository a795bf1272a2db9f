import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { silentProgress } from '../../src/config/progress';
import { machineMark } from '../../src/storage/disk/machine';
import { temporaryFolder } from '../storage/temporary-folder';
import { csvOf, EtlFixture, tolerant } from './etl-fixture';

const TEXT = csvOf(
  '2014-10-01,ana,pan,1,2.5',
  'x,eva,leche,1,1',
  '2014-10-02,eva,leche,2,0.333',
  'a,b',
  '2014-10-09,ana,"un, dos",3,4',
  '2030-01-01,ana,pan,1,1',
);

let etl: EtlFixture;
let cache: string;
beforeAll(async () => {
  etl = await EtlFixture.open();
});
afterAll(() => etl.close());
beforeEach(() => {
  cache = join(temporaryFolder(), 'cache');
});

/** All that a run makes of two inputs. */
async function outcome(settings = {}, today = '2026-01-01') {
  const inputs = [etl.localInput('a.csv', TEXT), etl.localInput('b.csv.gz', gzipSync(csvOf('2014-10-03,eva,pan,1,9')))];
  const { shop: _, rejects: __, ...counts } = await etl.run(inputs, tolerant(settings), { cache, today });
  const rejects = await etl.rows('SELECT * FROM rejects ORDER BY archivo, linea');
  const lines = await etl.rows('SELECT * FROM lines ORDER BY n');
  return { counts, rejects, lines };
}

function entries(): string[] {
  return existsSync(cache) ? readdirSync(cache).sort() : [];
}

test('what comes from the cache is what reading makes: lines in their order, rejects, counts, hashes', async () => {
  const read = await outcome();
  expect(entries()).toHaveLength(2);
  expect(read.counts.linesIn).toBe(7);
  expect(read.rejects).toHaveLength(3);
  expect(await outcome()).toEqual(read);
  expect(entries()).toHaveLength(2);
});

test('the second run takes the lines from there: what stands in the entry is what it has', async () => {
  await outcome();
  const key = entries().find(
    (name) => JSON.parse(readFileSync(join(cache, name, 'entry.json'), 'utf8')).facts.records === 5,
  )!;
  const path = join(cache, key, 'entry.json');
  const seal = JSON.parse(readFileSync(path, 'utf8'));
  seal.facts.malformed = [['campos_de_menos', 41]];
  writeFileSync(path, JSON.stringify(seal));
  await expect(outcome()).rejects.toThrow('43 lines were rejected, but 3 were found again');
});

test.each(['lines.parquet', 'rejects.parquet', 'entry.json'])(
  'an entry with a damaged %s is made anew',
  async (name) => {
    const read = await outcome();
    const before = entries();
    for (const key of before) writeFileSync(join(cache, key, name), 'damaged');
    expect(await outcome()).toEqual(read);
    expect(entries()).toEqual(before);
    for (const key of before) expect(readFileSync(join(cache, key, name), 'latin1')).not.toBe('damaged');
  },
);

test('other settings of reading are other entries; limits of rejected lines are not', async () => {
  await outcome();
  await outcome({ csv: { maxRejectedShareOf: { fecha_invalida: 0.9 } } });
  expect(entries()).toHaveLength(2);
  const { counts } = await outcome({ csv: { maxQuantity: 2 } });
  expect(counts.reasons).toContainEqual({ reason: 'cantidad_absurda', lines: 1 });
  expect(entries()).toHaveLength(4);
});

test('lines that were still to come are judged by the day of the run', async () => {
  const early = await outcome();
  expect(early.counts.reasons).toContainEqual({ reason: 'fecha_futura', lines: 1 });
  const late = await outcome({ asOf: '2014-10-09' }, '2030-01-02');
  expect(late.counts.reasons.map(({ reason }) => reason)).not.toContain('fecha_futura');
  expect(await outcome()).toEqual(early);
  expect(await outcome({ asOf: '2014-10-09' }, '2030-01-02')).toEqual(late);
});

test('a file with a line that is still to come leaves one entry, however many days it is read on', async () => {
  for (const today of ['2026-01-01', '2026-01-02', '2026-01-03']) await outcome({}, today);
  expect(entries()).toHaveLength(2);
});

test('a cache that cannot be written costs the run nothing, and is told', async () => {
  const read = await outcome();
  rmSync(cache, { recursive: true });
  writeFileSync(cache, 'a file stands in the way');
  const warnings: string[] = [];
  const warn = (text: string) => void warnings.push(text);
  const inputs = [etl.localInput('a.csv', TEXT), etl.localInput('b.csv.gz', gzipSync(csvOf('2014-10-03,eva,pan,1,9')))];
  const { linesKept } = await etl.run(inputs, tolerant({}), {
    cache,
    today: '2026-01-01',
    progress: { ...silentProgress, warn },
  });
  expect(linesKept).toBe(read.counts.linesKept);
  expect(warnings.filter((text) => text.includes('not kept for later runs'))).toHaveLength(2);
});

test('runs at the same time find or make the same entries', async () => {
  const other = await EtlFixture.open();
  try {
    const run = (fixture: EtlFixture) =>
      fixture.run([fixture.localInput('a.csv', TEXT)], tolerant({}), { cache, today: '2026-01-01' });
    const [one, two] = await Promise.all([run(etl), run(other)]);
    expect([one.linesKept, one.reasons, one.hashes]).toEqual([two.linesKept, two.reasons, two.hashes]);
    expect(entries()).toHaveLength(1);
  } finally {
    await other.close();
  }
});

test('what a killed run left half made is nobody’s entry, and goes', async () => {
  const left = join(cache, `recompra-cache-new-${machineMark()}-abc123`);
  mkdirSync(left, { recursive: true });
  writeFileSync(join(left, 'lines.parquet'), 'half');
  const read = await outcome();
  expect(existsSync(left)).toBe(false);
  expect(entries()).toHaveLength(2);
  expect(await outcome()).toEqual(read);
});

test('lines that are refused together leave no entry', async () => {
  const input = etl.localInput('a.csv', csvOf(...Array(9).fill('x,eva,leche,1,1'), '2014-10-01,ana,pan,1,2.5'));
  await expect(etl.run([input], {}, { cache })).rejects.toMatchObject({ kind: 'data' });
  expect(entries()).toEqual([]);
});
