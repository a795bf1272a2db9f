import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettingsInput } from '../../src/config/settings';
import { RECORD_LIMIT } from '../../src/csv/record-end';
import { REJECT_REASONS } from '../../src/etl/rejects/reject-reasons';
import { csvOf, EtlFixture, HEADER } from './etl-fixture';

const GOOD = '2014-10-01,ana,pan,1,2.5';

describe('a line that cannot be used', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  async function rejected(line: string | Buffer, csv: SettingsInput['csv'] = {}) {
    const head = Buffer.from(`${HEADER}\n${GOOD.replace('.', csv.decimal ?? '.').replace(/(2),(5)$/, '"2,5"')}\n`);
    await etl.runText(Buffer.concat([head, Buffer.from(line), Buffer.from('\n')]), { csv });
    const rows = await etl.rejects();
    expect(rows.map(({ linea }) => linea)).toEqual([3]);
    return rows[0]!;
  }

  const cases: [string, string, string | null][] = [
    ['fecha_vacia', ',ana,pan,1,2.5', ''],
    ['fecha_invalida', '2014-02-29,ana,pan,1,2.5', '2014-02-29'],
    ['fecha_invalida', '01/10/2014,ana,pan,1,2.5', '01/10/2014'],
    ['fecha_invalida', '2014-1-5,ana,pan,1,2.5', '2014-1-5'],
    ['fecha_invalida', 'infinity,ana,pan,1,2.5', 'infinity'],
    ['fecha_absurda', '1900-01-01,ana,pan,1,2.5', '1900-01-01'],
    ['fecha_absurda', '9999-12-31,ana,pan,1,2.5', '9999-12-31'],
    ['usuario_vacio', '2014-10-01, ,pan,1,2.5', ''],
    ['producto_vacio', '2014-10-01,ana,"",1,2.5', ''],
    ['cantidad_vacia', '2014-10-01,ana,pan,,2.5', ''],
    ['cantidad_no_entera', '2014-10-01,ana,pan,dos,2.5', 'dos'],
    ['cantidad_no_positiva', '2014-10-01,ana,pan,0,2.5', '0'],
    ['devolucion', '2014-10-01,ana,pan,-3,2.5', '-3'],
    ['devolucion', '2014-10-01,ana,pan,-0.5,2.5', '-0.5'],
    ['cantidad_absurda', '2014-10-01,ana,pan,1000001,2.5', '1000001'],
    ['cantidad_absurda', '2014-10-01,ana,pan,99999999999999999999,2.5', '99999999999999999999'],
    ['precio_vacio', '2014-10-01,ana,pan,1,', ''],
    ['precio_invalido', '2014-10-01,ana,pan,1,gratis', 'gratis'],
    ['precio_invalido', '2014-10-01,ana,pan,1,inf', 'inf'],
    ['precio_vacio', '2014-10-01,ana,pan,1,nan', 'nan'],
    ['precio_invalido', '2014-10-01,ana,pan,1,1_000', '1_000'],
    ['precio_negativo', '2014-10-01,ana,pan,1,-0.01', '-0.01'],
    ['precio_absurdo', '2014-10-01,ana,pan,1,1e13', '1e13'],
    ['campos_de_mas', '2014-10-01,ana,pan,1,2,5', null],
    ['campos_de_menos', '2014-10-01,ana,pan,1', null],
    ['comillas_sin_cerrar', '2014-10-01,"ana,pan,1,2.5', null],
    ['byte_nulo', '2014-10-01,a\0a,pan,1,2.5', null],
  ];

  it.each(cases)('%s: %j', async (motivo, texto, valor) => {
    const columna = REJECT_REASONS[motivo as keyof typeof REJECT_REASONS].column;
    expect(await rejected(texto)).toEqual({ linea: 3, motivo, columna, valor, texto });
  });

  it('codificacion: its bytes are kept one by one, as no text can be made of them', async () => {
    const row = await rejected(Buffer.from('2014-10-01,Muñoz,pan,1,2.5', 'latin1'));
    expect(row).toMatchObject({ motivo: 'codificacion', texto: '2014-10-01,Muñoz,pan,1,2.5' });
  });

  it('linea_demasiado_larga: its beginning is kept', async () => {
    const row = await rejected(`2014-10-01,${'x'.repeat(RECORD_LIMIT)},pan,1,2.5`);
    expect(row).toMatchObject({ motivo: 'linea_demasiado_larga' });
    expect(String(row['texto'])).toMatch(/^2014-10-01,x{60000,70000}$/);
  });

  it('ticket_vacio: only where there is a ticket column', async () => {
    const file =
      'fecha_compra,usuario,producto,cantidad,precio,boleta\n2014-10-01,ana,pan,1,2,t\n2014-10-01,ana,pan,1,2,\n';
    await etl.runText(file);
    expect(await etl.rejects()).toEqual([]);
    await etl.runText(file, { csv: { columns: { ticket: 'boleta' } } });
    expect(await etl.rejects()).toMatchObject([{ linea: 3, motivo: 'ticket_vacio', columna: 'ticket' }]);
  });

  it('has the first reason that holds, by column', async () => {
    expect(await rejected('x,,,0,-1')).toMatchObject({ motivo: 'fecha_invalida' });
    expect(await rejected('2014-10-01,,,0,-1')).toMatchObject({ motivo: 'usuario_vacio' });
    expect(await rejected('2014-10-01,ana,pan,0,-1')).toMatchObject({ motivo: 'cantidad_no_positiva' });
  });

  it('is judged by the decimal sign of the settings: 1.500 is no number where the comma is decimal', async () => {
    expect(await rejected('2014-10-01,ana,pan,1,1.500', { decimal: ',' })).toMatchObject({ motivo: 'precio_invalido' });
    expect(await rejected('2014-10-01,ana,pan,1.500,1', { decimal: ',' })).toMatchObject({
      motivo: 'cantidad_no_entera',
    });
    expect(await rejected('2014-10-01,ana,pan,1,"1,5"')).toMatchObject({ motivo: 'precio_invalido', valor: '1,5' });
  });

  it('is counted under priceIs unit where quantity × price is out of bounds', async () => {
    const line = '2014-10-01,ana,pan,1000000,9999999';
    expect(await rejected(line, { priceIs: 'unit' })).toMatchObject({ motivo: 'precio_absurdo' });
    await etl.runText(csvOf(line));
    expect(await etl.rejects()).toEqual([]);
  });

  it('obeys maxQuantity', async () => {
    expect(await rejected('2014-10-01,ana,pan,51,1', { maxQuantity: 50 })).toMatchObject({
      motivo: 'cantidad_absurda',
    });
  });
});
