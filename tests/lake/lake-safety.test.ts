import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { expect, test } from 'vitest';
import { cleanFiles } from '../../src/jobs/clean-files';
import { dirtyWeeks } from './dirty-weeks';
import { shop, USUAL } from './shop';

const [first, second, third] = [...dirtyWeeks(3).values()];

/** The one facts file of a lake, and a way to write it anew. */
function factsIn(folder: string) {
  const [name] = readdirSync(folder);
  const facts = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
  return {
    name: name!,
    facts,
    plant: (as: string, other: object) => writeFileSync(`${folder}/${as}`, JSON.stringify(other)),
  };
}

test('files that went round under one name are no changed files, and none of their lines is lost', async () => {
  const { at, put, clean, etl } = shop(0);
  put('ventas.csv', first!);
  await clean();
  for (const [next, replace] of [
    [second!, false],
    [third!, true],
  ] as const) {
    if (existsSync(at('in', 'ventas-1.csv'))) renameSync(at('in', 'ventas-1.csv'), at('in', 'ventas-2.csv'));
    renameSync(at('in', 'ventas.csv'), at('in', 'ventas-1.csv'));
    put('ventas.csv', next);
    await clean({}, replace);
    expect(await etl(at('lake'), USUAL)).toEqual(await etl(at('in')));
  }
  expect((await clean()).lake.files).toBe(3);
  // The oldest goes to the archive; its lines stay when its name is another file's again.
  rmSync(at('in', 'ventas-2.csv'));
  const whole = await etl(at('lake'), USUAL);
  expect(await clean()).toMatchObject({ cleaned: [], known: 2 });
  expect(await etl(at('lake'), USUAL)).toEqual(whole);
});

test('facts that name what is not their own are refused, and nothing is removed by them', async () => {
  const { at, put, clean, etl } = shop(0);
  put('a.csv', first!);
  await clean();
  const { name, facts, plant } = factsIn(at('lake', 'files'));
  writeFileSync(at('victim.txt'), 'mine');
  writeFileSync(at('victim.json'), '{}');
  const other = 'f'.repeat(20);
  const named = (part: object) => ({
    ...facts,
    id: other,
    replaces: [facts.id],
    parts: [{ ...facts.parts[0], ...part }],
  });
  const cases: [string, object][] = [
    [`${other}.json`, named({ name: '../victim.txt' })],
    [`${other}.json`, named({ name: facts.parts[0].name })],
    [`${other}.json`, { ...facts, id: '../../victim' }],
    [`${other}.json`, { ...facts, replaces: ['../../victim'] }],
    [`${other}.json`, { ...facts, rejects: { ...facts.rejects, name: '../victim.txt' } }],
    ['zzz.json', { ...facts, id: facts.id }],
  ];
  for (const [as, planted] of cases) {
    plant(as, planted);
    const message = expect.stringContaining(`${at('lake')}/files/${as} does not say what was cleaned`);
    await expect(clean()).rejects.toMatchObject({ kind: 'data', message });
    await expect(etl(at('lake'), USUAL)).rejects.toMatchObject({ kind: 'data', message });
    rmSync(at('lake', 'files', as));
  }
  expect([existsSync(at('victim.txt')), existsSync(at('victim.json'))]).toEqual([true, true]);
  expect(readdirSync(at('lake', 'files'))).toEqual([name]);
});

test('of two that begin a lake at once with other settings one is refused, and the lake is read as it was begun', async () => {
  const { at, put, clean, etl } = shop(0);
  put('a.csv', first!);
  const both = await Promise.allSettled([clean(), clean({ csv: { ...shop(0).csv, priceIs: 'unit' } })]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { kind: 'usage', message: expect.stringMatching(/was cleaned with priceIs "(line|unit)"; this run/) },
  });
  const { metrics } = await etl(at('lake'), USUAL);
  expect(metrics.linesIn).toBe(first!.trimEnd().split('\n').length - 1);
});

test.each([
  ['cut short', '{"schema":"recompra/la'],
  ["somebody else's", '{"name":"a lake in Chile"}'],
])('a lake.json that is %s is not written over', async (_, text) => {
  const { at, put, clean } = shop(0);
  put('a.csv', first!);
  mkdirSync(at('lake'));
  writeFileSync(at('lake', 'lake.json'), text);
  await expect(clean()).rejects.toMatchObject({
    kind: 'data',
    message: expect.stringContaining('lake.json is damaged'),
  });
  expect(readFileSync(at('lake', 'lake.json'), 'utf8')).toBe(text);
});

test('a lake that has lost its mark is not begun anew under other settings', async () => {
  const { at, put, clean, context } = shop(0);
  put('a.csv', first!);
  await clean();
  rmSync(at('lake', 'lake.json'));
  const message = expect.stringMatching(/ has files\/[0-9a-f]{20}\.json, but no lake\.json/);
  await expect(clean()).rejects.toMatchObject({ kind: 'data', message });
  copyFileSync(at('in', 'a.csv'), at('b.csv'));
  await expect(cleanFiles(context(at('b.csv'), at('lake')), { replace: true })).rejects.toMatchObject({ message });
});
