import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentProgress } from '../../src/config/progress';
import type { SettingsInput } from '../../src/config/settings';
import { runEtl } from '../../src/etl/run-etl';
import { EtlFixture, parsed, remoteInput } from './etl-fixture';

type Csv = NonNullable<SettingsInput['csv']>;

/** One line at 2019-10-02T02:30:00Z in a column `timestamp[us, tz=America/Santiago]`, written by pyarrow 26.0.1. */
const WRITTEN_IN_SANTIAGO =
  'UEFSMRUAFRwVHCwVAhUAFQYVBhwAAAACAAAAAgEAOtw+5JMFABUAFRYVFiwVAhUAFQYVBhwAAAACAAAAAgEBAAAAdRUAFRYVFiwVAhUAFQYVBhwAAAACAAAAAgEBAAAAcBUAFRwVHCwVAhUAFQYVBhwAAAACAAAAAgEBAAAAAAAAABUAFRwVHCwVAhUAFQYVBhwAAAACAAAAAgEAAAAAAAAEQBUEGWw1ABgGc2NoZW1hFQoAFQQlAhgMZmVjaGFfY29tcHJhJRRMjBEcLAAAAAAAFQwlAhgHdXN1YXJpbyUATBwAAAAVDCUCGAhwcm9kdWN0byUATBwAAAAVBCUCGAhjYW50aWRhZAAVCiUCGAZwcmVjaW8AFgIZHBlcJgAcFQQZJQYAGRgMZmVjaGFfY29tcHJhFQAWAhZCFkImCEkcFQAVABUCADwpBhkmAAIAAAAmABwVDBklBgAZGAd1c3VhcmlvFQAWAhY8FjwmSkkcFQAVABUCADwWAhkGGSYAAgAAACYAHBUMGSUGABkYCHByb2R1Y3RvFQAWAhY8FjwmhgFJHBUAFQAVAgA8FgIZBhkmAAIAAAAmABwVBBklBgAZGAhjYW50aWRhZBUAFgIWQhZCJsIBSRwVABUAFQIAPCkGGSYAAgAAACYAHBUKGSUGABkYBnByZWNpbxUAFgIWQhZCJoQCSRwVABUAFQIAPCkGGSYAAgAAABa+AhYCJggWvgIAGRwYDEFSUk9XOnNjaGVtYRiABC8vLy8vM2dCQUFBUUFBQUFBQUFLQUF3QUJnQUZBQWdBQ2dBQUFBQUJCQUFNQUFBQUNBQUlBQUFBQkFBSUFBQUFCQUFBQUFVQUFBRHNBQUFBckFBQUFId0FBQUE4QUFBQUJBQUFBRGovLy84QUFBRURFQUFBQUNBQUFBQUVBQUFBQUFBQUFBWUFBQUJ3Y21WamFXOEFBQUFBQmdBSUFBWUFCZ0FBQUFBQUFnQnMvLy8vQUFBQkFoQUFBQUFrQUFBQUJBQUFBQUFBQUFBSUFBQUFZMkZ1ZEdsa1lXUUFBQUFBQ0FBTUFBZ0FCd0FJQUFBQUFBQUFBVUFBQUFDby8vLy9BQUFCQlJBQUFBQWNBQUFBQkFBQUFBQUFBQUFJQUFBQWNISnZaSFZqZEc4QUFBQUEyUC8vLzlULy8vOEFBQUVGRUFBQUFCd0FBQUFFQUFBQUFBQUFBQWNBQUFCMWMzVmhjbWx2QUFRQUJBQUVBQUFBRUFBVUFBZ0FCZ0FIQUF3QUFBQVFBQkFBQUFBQUFBRUtFQUFBQUNnQUFBQUVBQUFBQUFBQUFBd0FBQUJtWldOb1lWOWpiMjF3Y21FQUFBQUFDQUFNQUFZQUNBQUlBQUFBQUFBQ0FBUUFBQUFRQUFBQVFXMWxjbWxqWVM5VFlXNTBhV0ZuYndBQUFBQUFBQUFBABggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNi4wLjEZXBwAABwAABwAABwAABwAAADKAwAAUEFSMQ==';

const LINE = "'u' AS usuario, 'p' AS producto, 1 AS cantidad, 2.5 AS precio";

describe('types of Parquet columns', () => {
  let etl: EtlFixture;
  beforeAll(async () => {
    etl = await EtlFixture.open();
  });
  afterAll(() => etl.close());

  async function parquet(select: string) {
    const path = join(etl.folder, 'in.parquet');
    await etl.engine.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
    return remoteInput('rows.parquet', readFileSync(path));
  }

  async function day(input: ReturnType<typeof remoteInput>, csv: Csv = {}): Promise<unknown> {
    await etl.run([input], { csv });
    return (await etl.lines())[0]!.fecha;
  }

  it('instants: the day as it was written, or that of --time-zone', async () => {
    const placed = remoteInput('a.parquet', Buffer.from(WRITTEN_IN_SANTIAGO, 'base64'));
    expect(await day(placed)).toBe('2019-10-01');
    expect(await day(placed, { timeZone: 'UTC' })).toBe('2019-10-02');
    const unplaced = await parquet(`SELECT TIMESTAMPTZ '2019-10-01 23:30:00-03' AS fecha_compra, ${LINE}`);
    expect(await day(unplaced, { timeZone: 'America/Santiago' })).toBe('2019-10-01');
    expect(await day(unplaced, { timeZone: 'Asia/Tokyo' })).toBe('2019-10-02');
  });

  it('instants whose place nobody named are read in UTC, which is said', async () => {
    const notes: string[] = [];
    const progress = { ...silentProgress, note: (text: string) => notes.push(text) };
    const inputs = [await parquet(`SELECT TIMESTAMPTZ '2019-10-01 23:30:00-03' AS fecha_compra, ${LINE}`)];
    await runEtl({ engine: etl.engine, inputs, settings: parsed({}), workDir: etl.folder, progress });
    expect((await etl.lines())[0]!.fecha).toBe('2019-10-02');
    expect(notes).toEqual([expect.stringContaining('rows.parquet: instants are read as days in UTC; --time-zone')]);
  });

  it('local times and days stay as they are, whatever the zone', async () => {
    const local = await parquet(`SELECT TIMESTAMP '2019-10-01 23:30:00' AS fecha_compra, ${LINE}`);
    expect(await day(local, { timeZone: 'Asia/Tokyo' })).toBe('2019-10-01');
  });

  it('epoch seconds and milliseconds as numbers', async () => {
    expect(await day(await parquet(`SELECT 1569983400 AS fecha_compra, ${LINE}`), { dateFormat: '%s' })).toBe(
      '2019-10-02',
    );
    const ms = await parquet(`SELECT 1569983400000::DOUBLE AS fecha_compra, ${LINE}`);
    expect(await day(ms, { dateFormat: '%Q', timeZone: 'America/Santiago' })).toBe('2019-10-01');
  });

  it.each([
    ['producto', "['a', 'b']", 'VARCHAR[]'],
    ['usuario', "{'id': 7}", 'STRUCT(id INTEGER)'],
    ['producto', 'MAP {1: 2}', 'MAP(INTEGER, INTEGER)'],
    ['fecha_compra', "TIME '10:00:00'", 'TIME'],
    ['precio', "DATE '2014-10-01'", 'DATE'],
    ['cantidad', 'true', 'BOOLEAN'],
  ])('%s as %s is an error that names the type', async (column, value, type) => {
    const values = {
      fecha_compra: "DATE '2014-10-01'",
      usuario: "'u'",
      producto: "'p'",
      cantidad: '1',
      precio: '2.5',
      [column]: value,
    };
    const select = Object.entries(values).map(([name, sql]) => `${sql} AS ${name}`);
    await expect(etl.run([await parquet(`SELECT ${select.join(', ')}`)])).rejects.toMatchObject({
      kind: 'data',
      message: expect.stringContaining(`rows.parquet: the column ${column} is of type ${type}; expected`),
    });
  });

  it('other names, text days, decimal commas and unit prices are found in one run', async () => {
    const lines = await parquet(`
      SELECT strftime(DATE '2024-01-13' + i::INTEGER, '%d/%m/%Y') AS "Fecha venta", 'c' || i % 40 AS "ID Cliente", ['x'] AS productos,
             'p' || i % 7 AS "Artículo", 1 + i % 3 AS "Cantidad (uds)", '2,5' AS precio
      FROM range(90) AS r(i)`);
    const error = await etl.run([lines]).catch((cause: unknown) => cause);
    expect(error).toMatchObject({
      remedy:
        "add --columns 'fecha_compra=Fecha_venta,usuario=ID_Cliente,producto=Artículo,cantidad=Cantidad_(uds)' --date-format %d/%m/%Y --decimal , --price-is unit",
    });
  });
});
