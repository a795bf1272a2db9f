import { describe, expect, test } from 'vitest';
import { flattenSettings, rejectLimit, reproduceCommand } from '../../src/report/facts/run-settings';
import { renderCards } from '../../src/report/sections/card-section';
import { ES } from '../../src/report/texts/texts-es';
import { fullMetrics } from './metrics-fixture';
import { shortMetrics } from './other-states';
import { pageText } from './page-text';

const text = pageText(renderCards(fullMetrics(), ES));

test('the cards say what the figures are for, where they end, and what they stand on', () => {
  expect(text).toContain('Para qué no Para decidir sobre una persona');
  expect(text).toContain('Solo predice para clientes recurrentes: 1.893 de 2.469 (76,7 %)');
  expect(text).toContain('se acierta el 34,4 % de las veces: sirve para grupos y semanas, no para prometer un día');
  expect(text).toContain('Licencia de la herramienta MIT');
  expect(text).toContain('9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015');
  expect(text).toContain('Fechas de corte de prueba 3: 1 oct 2017 – 3 dic 2017');
});

test('of a large shop it says of how many customers the models and figures are', () => {
  const size = (drawn: number) => ({ drawn, customers: 187_000 });
  const samples = { shop: size(20_000), learned: size(3572), judged: size(8889) };
  const drawn = pageText(renderCards({ ...fullMetrics(), samples }, ES));
  expect(text).not.toContain('Clientes sorteados');
  expect(drawn).toContain('De 187.000 clientes con dos días de compra o más, las fechas se aprenden de 3.572');
  expect(drawn).toContain('se juzgan con 8.889 y los productos se aprenden de 20.000');
});

test('the command repeats the run from the settings that can be saved beside it', () => {
  expect(text).toContain('npx recompra run --config settings.json --input data.csv --output salida --seed 42');
  expect(renderCards(fullMetrics(), ES).text).toContain('data-download="json"');
});

test('a short history names no origin, and claims no exactness', () => {
  const short = pageText(renderCards(shortMetrics(), ES));
  expect(short).toContain('Fechas de corte de prueba ninguna');
  expect(short).not.toContain('El día exacto');
  expect(short).toContain('Horizonte en que se juzga ninguno: con una historia de 21 días no se ha podido juzgar nada');
  expect(short).toContain('La cola es del propio modelo');
  expect(short).not.toContain('Al medir, un cliente que no vuelve');
  expect(short).toContain('Los datos abarcan 21 días: menos de un año');
});

test('a run without files or settings says so', () => {
  const full = fullMetrics();
  const bare = pageText(renderCards({ ...full, run: { ...full.run, inputs: [], settings: {} } }, ES));
  expect(bare).toContain('La ejecución no nombra ningún archivo.');
  expect(bare).toContain('La ejecución no guarda ajustes.');
});

describe('settings', () => {
  test('sections are opened into paths, values are JSON', () => {
    expect(flattenSettings({ top: 3, csv: { decimal: ',', columns: { usuario: 'cliente' } }, list: [1, 2] })).toEqual([
      { path: 'top', value: '3' },
      { path: 'csv.decimal', value: '","' },
      { path: 'csv.columns.usuario', value: '"cliente"' },
      { path: 'list', value: '[1,2]' },
    ]);
  });

  test('the limit of rejects is read where it is a number', () => {
    expect(rejectLimit({ csv: { maxRejectedShare: 0.05 } })).toBe(0.05);
    expect(rejectLimit({ csv: { maxRejectedShare: 'x' } })).toBeNull();
    expect(rejectLimit({})).toBeNull();
  });

  test('a file name that a shell would read as commands is quoted', () => {
    const { run } = fullMetrics();
    const inputs = [{ name: "it's; rm -rf $HOME.csv", bytes: 1, sha256: 'a' }];
    expect(reproduceCommand({ ...run, inputs })).toContain(`--input 'it'\\''s; rm -rf $HOME.csv' --output`);
  });

  test.each([
    [['a.csv'], 'a.csv'],
    [['x/a.csv', 'x/b/c.csv'], "'x/{a.csv,b/c.csv}'"],
    [['a.csv', 'b.csv'], "'{a.csv,b.csv}'"],
    [['s3://bucket/p/a.csv', 's3://bucket/p/q/b.csv'], "'s3://bucket/p/{a.csv,q/b.csv}'"],
    [['x/[1].csv', 'x/b.csv'], 'x/'],
  ])('files %j are repeated as --input %s', (names, word) => {
    const inputs = names.map((name) => ({ name, bytes: 1, sha256: 'a' }));
    expect(reproduceCommand({ inputs, seed: 7 })).toBe(
      `npx recompra run --config settings.json --input ${word} --output salida --seed 7`,
    );
  });
});
