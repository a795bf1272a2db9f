import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettingsInput } from '../../src/config/settings';
import { localInput } from '../../src/storage/inputs/local-inputs';
import { csvOf, EtlFixture } from './etl-fixture';

const GOOD = '2014-10-01,ana,pan,1,2.5';

describe('a word for "missing"', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  const reasons = async () => (await etl.rejects()).map(({ motivo, valor }) => [motivo, valor]);

  it.each([
    'NULL',
    'NA',
    'N/A',
    '#N/A',
    'nan',
    'None',
    '\\N',
    'null',
    'Nan',
    ' NULL ',
    '-nan',
    'undefined',
    '#N/D',
    '#¡REF!',
  ])('%j is no customer and no product', async (word) => {
    await etl.runText(csvOf(GOOD, `2014-10-01,${word},pan,1,2.5`, `2014-10-01,ana,"${word}",1,2.5`));
    expect(await reasons()).toEqual([
      ['usuario_vacio', word.trim()],
      ['producto_vacio', word.trim()],
    ]);
  });

  it('is an empty date, quantity, price and ticket', async () => {
    const head = 'fecha_compra,usuario,producto,cantidad,precio,ticket';
    const lines = ['NULL,ana,pan,1,2.5,7', '2014-10-01,ana,pan,NA,2.5,7', '2014-10-01,ana,pan,1,None,7'];
    const csv: SettingsInput['csv'] = { columns: { ticket: 'ticket' } };
    await etl.runText([head, `${GOOD},7`, ...lines, `${GOOD},N/A`].join('\n'), { csv });
    expect(await reasons()).toEqual([
      ['fecha_vacia', 'NULL'],
      ['cantidad_vacia', 'NA'],
      ['precio_vacio', 'None'],
      ['ticket_vacio', 'N/A'],
    ]);
  });

  it('is found in letters that take more bytes than the small ones they stand for', async () => {
    await etl.runText(csvOf(GOOD, '2014-10-01,\u212a,pan,1,2.5'), { csv: { missing: ['k'] } });
    expect(await reasons()).toEqual([['usuario_vacio', '\u212a']]);
  });

  it('is no part of a longer name', async () => {
    const kept = ['Nadia', 'NULLS', 'Nano', 'NA1', 'n'];
    const { linesKept } = await etl.runText(csvOf(...kept.map((name) => `2014-10-01,${name},${name},1,2.5`)));
    expect(linesKept).toBe(kept.length);
  });

  it('is one of those of the settings, where they name any: the usual ones are names then', async () => {
    const lines = ['2014-10-01,NA,pan,1,2.5', '2014-10-01,Sin Dato,pan,1,2.5', '2014-10-01,-,pan,1,2.5'];
    await etl.runText(csvOf(...lines), { csv: { missing: ['sin dato', '-'] } });
    expect(await reasons()).toEqual([
      ['usuario_vacio', 'Sin Dato'],
      ['usuario_vacio', '-'],
    ]);
    expect(await etl.lines()).toMatchObject([{ usuario: 'NA' }]);
    await etl.runText(csvOf(...lines), { csv: { missing: [''] } });
    expect(await reasons()).toEqual([]);
  });

  it('that is a number is missing as a name, and a number as a price', async () => {
    await etl.runText(csvOf('2014-10-01,0,pan,1,2.5', '2014-10-01,ana,pan,1,0'), { csv: { missing: ['0'] } });
    expect(await reasons()).toEqual([['usuario_vacio', '0']]);
    expect(await etl.lines()).toMatchObject([{ precio: 0 }]);
  });

  it('is NaN in Parquet, and NULL', async () => {
    const path = `${etl.folder}/nan.parquet`;
    await etl.engine.writeParquet(
      `SELECT DATE '2014-10-01' AS fecha_compra, usuario, producto, 1 AS cantidad, precio
       FROM (VALUES (1.0::DOUBLE, 'pan', 2.5::DOUBLE), ('nan'::DOUBLE, 'pan', 2.5), (NULL, 'pan', 2.5),
                    (1.0, NULL, 2.5), (1.0, 'pan', 'nan'::DOUBLE)) AS v(usuario, producto, precio)`,
      path,
    );
    await etl.run([await localInput(path)], { csv: { maxRejectedShare: 1 } });
    expect(await reasons()).toEqual([
      ['usuario_vacio', 'nan'],
      ['usuario_vacio', ''],
      ['producto_vacio', ''],
      ['precio_vacio', 'nan'],
    ]);
  });
});
