import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanFiles } from '../../src/jobs/clean-files';
import { temporaryFolder } from '../storage/temporary-folder';
import { dirtyWeeks } from './dirty-weeks';
import { CSV, shop, USUAL } from './shop';

test('what comes of a lake is what comes of the files: lines, rejects, figures and identity, to the byte', async () => {
  const { at, clean, etl, notes } = shop();
  const { cleaned, lake } = await clean();
  expect(cleaned.map(({ input, days }) => [input, days])).toEqual(
    [0, 1, 2].map((week) => [at('in', `semana-${week}.csv`), week === 0 ? 7 : 8]),
  );
  const direct = await etl(at('in'));
  expect(direct.metrics.reasons).toContainEqual({ reason: 'fecha_invalida', lines: 3 });
  expect(lake).toMatchObject({
    files: 3,
    linesClean: direct.metrics.linesKept,
    linesRejected: direct.metrics.linesRejected,
  });
  for (const address of ['lake', 'lake/clean']) expect(await etl(at(address), USUAL)).toEqual(direct);
  // It may be moved, to where its path is no glob.
  const moved = join(temporaryFolder(), 'lake');
  cpSync(at('lake'), moved, { recursive: true });
  expect(await etl(join(moved, 'clean/**/*.parquet'), USUAL)).toEqual(direct);
  const some = await etl(join(moved, 'clean/dia=2014-01-0*/*.parquet'), USUAL);
  expect(some.metrics.linesPerDay.lines).toEqual(direct.metrics.linesPerDay.lines.slice(0, 9));
  expect(notes.join('\n')).toMatch(/lines that were rejected in .*semana-1.csv are not counted, .*: \d+$/m);
  expect(notes.join('\n')).toContain(`${at('lake')} is read as it was cleaned: `);
  expect(notes.join('\n')).toContain('priceIs "line"');
});

test.each([{ returns: 'net' as const }, { quantityIs: 'units' as const, maxRejectedShare: 0.6 }])(
  'also with %j',
  async (more) => {
    const { at, clean, etl } = shop(3, { ...CSV, ...more });
    await clean();
    const direct = await etl(at('in'));
    const [kept, rejected] = direct.tables;
    const lake = await etl(at('lake'));
    expect(lake.metrics).toEqual(direct.metrics);
    expect(lake.tables[0]).toEqual(kept);
    // Where others are read beside it, a line is told by its row: the lake has no text of it.
    if (!('returns' in more)) expect(lake.tables[1]).toEqual(rejected);
  },
);

test('a new day: its file alone is cleaned, and the lake is as if it had been made at once', async () => {
  const { at, put, clean, etl } = shop();
  await clean();
  const [, last] = [...dirtyWeeks(4)].pop()!;
  put('semana-3.csv', last);
  const before = readdirSync(at('lake', 'files'));
  const { cleaned, known } = await clean();
  expect([cleaned.map(({ input }) => input), known]).toEqual([[at('in', 'semana-3.csv')], 3]);
  expect(readdirSync(at('lake', 'files'))).toEqual(expect.arrayContaining(before));
  expect(await etl(at('lake'), USUAL)).toEqual(await etl(at('in')));
  // Moved and renamed, they are the same lines.
  writeFileSync(at('in', 'copia.csv'), readFileSync(at('in', 'semana-3.csv')));
  rmSync(at('in', 'semana-3.csv'));
  expect(await clean()).toMatchObject({ cleaned: [], known: 4 });
});

test('a half-made file is no lines, and the next cleaning makes it whole', async () => {
  const { at, clean, etl, notes } = shop();
  await clean();
  const whole = await etl(at('lake'), USUAL);
  const [facts] = readdirSync(at('lake', 'files')).filter((name) =>
    readFileSync(at('lake', 'files', name), 'utf8').includes('semana-2.csv'),
  );
  // As a kill leaves it: parts, and nothing that says they are all.
  rmSync(at('lake', 'files', facts!));
  rmSync(at('in', 'semana-2.csv'));
  const two = await etl(at('in'));
  expect(await etl(at('lake'), USUAL)).toEqual(two);
  expect(notes.join('\n')).toContain('no finished cleaning left them: clean/dia=2014-01-1');
  writeFileSync(at('in', 'semana-2.csv'), dirtyWeeks(3).get('semana-2.csv')!);
  expect(await clean()).toMatchObject({ known: 2, cleaned: [{ input: at('in', 'semana-2.csv') }] });
  expect(await etl(at('lake'), USUAL)).toEqual(whole);
  expect(readdirSync(at('lake')).sort()).toEqual(['clean', 'files', 'lake.json', 'rechazos']);
});

test('other settings are refused, naming both, by who cleans and by who reads', async () => {
  const { at, clean, etl } = shop();
  await clean();
  await expect(clean({ csv: { ...CSV, priceIs: 'unit' } })).rejects.toMatchObject({
    kind: 'usage',
    message: `${at('lake')} was cleaned with priceIs "line"; this run reads with priceIs "unit"`,
  });
  await expect(etl(at('lake'), { csv: { columns: { usuario: 'Socio' } } })).rejects.toMatchObject({
    kind: 'usage',
    message: `${at('lake')} was cleaned with columns.usuario "Cliente"; this run asks for columns.usuario "Socio"`,
  });
  await expect(etl(at('lake'), { csv: { returns: 'net' } })).rejects.toMatchObject({ kind: 'usage' });
});

test('a file that has changed is neither added nor put in the place of the old one unasked', async () => {
  const { at, put, clean, etl } = shop();
  await clean();
  put('semana-2.csv', `${dirtyWeeks(3).get('semana-2.csv')}21/01/2014;c0;huevos;3;2,10;x\r\n`);
  await expect(clean()).rejects.toMatchObject({
    kind: 'data',
    message: expect.stringContaining('semana-2.csv has changed since it was cleaned; the lake has '),
  });
  const { cleaned } = await clean({}, true);
  expect(cleaned.map(({ input }) => input)).toEqual([at('in', 'semana-2.csv')]);
  expect(readdirSync(at('lake', 'files'))).toHaveLength(3);
  expect(await etl(at('lake'), USUAL)).toEqual(await etl(at('in')));
  // And back again.
  put('semana-2.csv', dirtyWeeks(3).get('semana-2.csv')!);
  await clean({}, true);
  expect(await etl(at('lake'), USUAL)).toEqual(await etl(at('in')));
});

test('the limit of rejected lines holds for each file: the others stay, and nothing is seen of that one', async () => {
  const { at, put, clean, etl } = shop();
  put('semana-2.csv', 'Fecha;Cliente;Articulo;Unid;Importe;Ticket\n2014-01-20;a;b;1;1;t\n');
  await expect(clean()).rejects.toMatchObject({
    kind: 'data',
    message: expect.stringContaining('semana-2.csv: 1 of 1 lines (100 %) cannot be used'),
  });
  expect(readdirSync(at('lake', 'files'))).toHaveLength(2);
  rmSync(at('in', 'semana-2.csv'));
  expect(await clean()).toMatchObject({ known: 2 });
  // The limit was kept file by file: it is not asked again.
  expect((await etl(at('lake'), { csv: {} })).metrics).toEqual((await etl(at('in'))).metrics);
});

test('lines that are still to come are looked at again on another day', async () => {
  const { at, put, clean, context } = shop();
  put('semana-2.csv', `${dirtyWeeks(3).get('semana-2.csv')}01/02/2026;c0;huevos;3;2,10;x\r\n`);
  expect((await clean()).lake.files).toBe(3);
  expect(await clean()).toMatchObject({ known: 3 });
  const later = { ...context(at('in'), at('lake')), today: '2026-02-02' };
  const { cleaned, lake } = await cleanFiles(later, { replace: false });
  expect(cleaned.map(({ input }) => input)).toEqual([at('in', 'semana-2.csv')]);
  expect([lake.files, readdirSync(at('lake', 'files')).length]).toEqual([3, 3]);
  expect(existsSync(at('lake', 'clean', 'dia=2026-02-01'))).toBe(true);
});

test('a part that is not as it was written is refused by its name', async () => {
  const { at, clean, etl } = shop();
  await clean();
  const [part] = readdirSync(at('lake', 'clean', 'dia=2014-01-02'));
  const path = at('lake', 'clean', 'dia=2014-01-02', part!);
  writeFileSync(path, readFileSync(at('lake', 'clean', 'dia=2014-01-03', part!)));
  await expect(etl(at('lake'))).rejects.toMatchObject({
    kind: 'data',
    message: `${path} is not as it was written; ${at('in', 'semana-0.csv')} was cleaned into it`,
  });
  rmSync(path);
  await expect(etl(at('lake'))).rejects.toMatchObject({
    kind: 'data',
    message: expect.stringContaining(`${path} is not there`),
  });
});

test('a lake beside the files that it was cleaned from is not read with them', async () => {
  const { at, context, etl } = shop();
  const direct = await etl(at('in'));
  await cleanFiles(context(at('in'), at('in', 'lake')), { replace: false });
  expect(await cleanFiles(context(at('in'), at('in', 'lake')), { replace: false })).toMatchObject({
    cleaned: [],
    known: 3,
  });
  expect(await etl(at('in'))).toEqual(direct);
  await expect(cleanFiles(context(at('in', 'lake'), at('other')), { replace: false })).rejects.toMatchObject({
    kind: 'usage',
  });
});

test('parts that a cleaning has left half made are told by the next one that does not finish them', async () => {
  const { at, clean, notes } = shop(1);
  await clean();
  expect(notes).toEqual([]);
  const day = at('lake', 'clean', 'dia=2014-01-01');
  copyFileSync(join(day, readdirSync(day)[0]!), join(day, `${'e'.repeat(20)}.parquet`));
  await clean();
  expect(notes.join()).toContain(`no finished cleaning left these in ${at('lake')}: clean/dia=2014-01-01/eeee`);
});

test('a lake is not made in the very folder that is looked through for its files', async () => {
  const { context } = shop(0);
  const folder = temporaryFolder({ 'semana-0.csv': dirtyWeeks(1).get('semana-0.csv')! });
  for (const input of [folder, `${folder}/*.csv`]) {
    await expect(cleanFiles(context(input, folder), { replace: false })).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('where'),
    });
  }
  expect(readdirSync(folder)).toEqual(['semana-0.csv']);
});
