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
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { FlagValue } from '../../src/config/assignments';
import { loadSettings } from '../../src/config/load-settings';
import { cleanFiles } from '../../src/jobs/clean-files';
import { publishLines } from '../../src/jobs/publish-lines';
import { recompra } from '../cli/recompra';
import { readParquet } from '../engine/conformance/parquet-files';
import { dirtyWeeks } from './dirty-weeks';
import { CSV, shop, USUAL } from './shop';

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

test('a line that is refused beside others is told by its line in the file that it came in', async () => {
  const { at, put, context, clean } = shop(0, { ...CSV, returns: 'net', maxRejectedShare: 0.5 });
  // A blank line, one that is none, and a field of two lines; at the end a lonely day and a return of nothing.
  const [header, ...lines] = first!.trimEnd().split('\r\n');
  const odd = ['', 'no line', `${lines[0]!.split(';')[0]};c1;"pan\r\nde ayer";3;1,00;T`];
  const late = ['04/03/2009;c1;pan;3;1,00;T', '', '02/01/2014;c1;mate;-2;-1,00;T'];
  const text = [header, ...odd, ...lines, ...late, ''].join('\r\n');
  put('a.csv', text);
  put('b.csv', second!);
  await clean();
  const rejected = async (input: string) => {
    const out = at('out', basename(input));
    await publishLines(context(input, out));
    const rows = await readParquet(join(out, 'rechazos.parquet'));
    return rows.map(({ archivo, linea, motivo }) => [basename(String(archivo)), Number(linea), motivo]);
  };
  const direct = await rejected(at('in'));
  const last = text.split('\r\n').length - 1;
  expect(direct).toEqual(
    expect.arrayContaining([
      ['a.csv', last - 2, 'fecha_aislada'],
      ['a.csv', last, 'devolucion'],
    ]),
  );
  expect(await rejected(at('lake'))).toEqual(direct);
});

test('the same lines, packed, are in the lake once: as its files are, side by side or one after the other', async () => {
  const { at, put, clean, etl } = shop(0);
  put('a.csv', first!);
  await clean();
  writeFileSync(at('in', 'a.csv.gz'), gzipSync(first!));
  expect(await clean()).toMatchObject({ cleaned: [], known: 1 });
  rmSync(at('in', 'a.csv'));
  expect(await clean()).toMatchObject({ cleaned: [], known: 1 });
  // Packed as it went round, another in its place.
  put('a.csv', second!);
  renameSync(at('in', 'a.csv.gz'), at('in', 'a-1.csv.gz'));
  expect((await clean()).lake.files).toBe(2);
  expect((await etl(at('lake'), USUAL)).metrics).toEqual((await etl(at('in'))).metrics);
});

test('a setting that is given is refused where the lake has another, be it the default', async () => {
  const { at, put, context, clean } = shop(0);
  put('a.csv', first!);
  await clean();
  const etl = (flags: FlagValue[], environment = {}) => {
    const settings = loadSettings({ flags, environment, configFile: null });
    const lake = context(at('lake'), at('out'));
    return publishLines({ ...lake, settings: { ...lake.settings, csv: settings.csv } });
  };
  const message = `${at('lake')} was cleaned with priceIs "line"; this run asks for priceIs "ticket"`;
  const flag = { name: '--price-is', path: 'csv.priceIs', value: 'ticket' };
  await expect(etl([flag])).rejects.toMatchObject({ kind: 'usage', message });
  await expect(etl([], { RECOMPRA_CSV_PRICE_IS: 'ticket' })).rejects.toMatchObject({ kind: 'usage', message });
  // Returns, a day that there is not, and a line of nobody.
  const linesRejected = first!.match(/;pan;-1;/g)!.length + 2;
  expect(await etl([{ ...flag, value: 'line' }])).toMatchObject({ metrics: { linesRejected } });
});

test('EMR is refused files of this machine before anything is written', async () => {
  const { at, put, context } = shop(0);
  put('a.csv', first!);
  const emr = context(at('in'), at('lake'), {
    engine: 'spark',
    spark: { emr: { application: '00fabc', role: 'arn:aws:iam::123456789012:role/r', store: 's3://b/w' } },
  });
  await expect(cleanFiles(emr, { replace: false })).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringContaining('is on this machine, where EMR Serverless does not see it'),
  });
  expect(existsSync(at('lake'))).toBe(false);
});

test('doctor finds a lake sound as runs do, and prints the command that reads it', async () => {
  const { at, put, clean } = shop(0);
  put('a.csv', first!);
  const { lake } = await clean();
  const { code, stdout } = await recompra(['doctor', '--input', at('lake'), '--json']);
  const { checks, command } = JSON.parse(stdout);
  expect([code, command]).toEqual([0, expect.stringMatching(/^recompra run --input .*lake.* --output out$/)]);
  const found = `${at('lake')}: a lake of 1 clean files, ${lake.linesClean} lines`;
  expect(checks).toContainEqual({ name: 'input', state: 'ok', found });
}, 30_000);
