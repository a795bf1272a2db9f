import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSettings } from '../../src/config/load-settings';
import { settingsSchema } from '../../src/config/settings';
import {
  packReading,
  READING_FILE,
  readingOf,
  refuseOtherReading,
  shortHistoryWarning,
  trainedDays,
} from '../../src/jobs/model-reading';
import { sealManifest } from '../../src/models/folder/sealed-manifest';
import { purchaseLines, recompra } from './recompra';

const folder = mkdtempSync(join(tmpdir(), 'recompra-reading-'));
const at = (...parts: string[]) => join(folder, ...parts);
afterAll(() => rmSync(folder, { recursive: true }));

describe('a model and the reading of the lines it was trained on', () => {
  beforeAll(async () => {
    writeFileSync(at('data.csv'), purchaseLines(3));
    const ended = await recompra(['train', '-i', at('data.csv'), '-o', at('out'), '-q', '--price-is', 'line']);
    expect([ended.code, ended.stderr]).toEqual([0, '']);
  });

  const predict = (output: string, ...more: string[]) =>
    recompra(['predict', '-i', at('data.csv'), '-o', at(output), '--model', at('out', 'model_fecha'), '-q', ...more]);
  const idOf = (output: string) => JSON.parse(readFileSync(at(output, 'run.json'), 'utf8')).id;

  test('agree, or the run is refused with the option that makes them', async () => {
    const other = await predict('refused');
    expect(other.code).toBe(4);
    expect(other.stderr).toContain('the model was trained with --price-is line; this run reads with --price-is ticket');
    expect(other.stderr).toContain('what to do: add --price-is line, or train a model');
    expect((await predict('same', '--price-is', 'line')).code).toBe(0);
  });

  test('make another run id with every other model, and with other customers', async () => {
    expect((await predict('some', '--price-is', 'line', '--customer', 'c1')).code).toBe(0);
    const model = at('other', 'model_fecha');
    cpSync(at('out', 'model_fecha'), model, { recursive: true });
    const { seal: _seal, ...manifest } = JSON.parse(readFileSync(join(model, 'manifest.json'), 'utf8'));
    const line = manifest.files.find(({ name }: { name: string }) => name === 'baselines.json');
    const altered = readFileSync(join(model, 'baselines.json'), 'utf8').replace(/}\s*$/, ' }');
    writeFileSync(join(model, 'baselines.json'), altered);
    Object.assign(line, { bytes: altered.length, sha256: createHash('sha256').update(altered).digest('hex') });
    writeFileSync(join(model, 'manifest.json'), sealManifest(manifest));
    expect((await predict('another', '--price-is', 'line', '--model', model)).code).toBe(0);
    expect((await predict('again', '--price-is', 'line')).code).toBe(0);
    expect(new Set(['same', 'some', 'another'].map(idOf)).size).toBe(3);
    expect(idOf('again')).toBe(idOf('same'));
  });
});

test('every part of the reading is compared, and what has to change is said', () => {
  const settings = (given: object) => settingsSchema.parse(given);
  const trained = { csv: { priceIs: 'unit', columns: { ticket: 't' }, timeZone: 'America/Santiago' }, productMap: 'm' };
  const files = new Map([[READING_FILE, packReading(readingOf(settings(trained)), 89)]]);
  expect(() => refuseOtherReading(files, settings(trained), 'here')).not.toThrow();
  const otherWriting = { ...trained, csv: { ...trained.csv, separator: ';', dateFormat: '%d/%m/%Y' } };
  expect(() => refuseOtherReading(files, settings(otherWriting), 'here')).not.toThrow();
  expect(() => refuseOtherReading(files, settings({}), 'here')).toThrow(
    expect.objectContaining({
      kind: 'model',
      remedy: expect.stringMatching(
        /^add --price-is unit, add --columns ticket=NAME, add --time-zone America\/Santiago, add --product-map FILE, or/,
      ),
    }),
  );
  const plain = new Map([[READING_FILE, packReading(readingOf(settings({})), 89)]]);
  expect(() => refuseOtherReading(plain, settings(trained), 'here')).toThrow(
    expect.objectContaining({ remedy: expect.stringContaining('leave --columns ticket= out') }),
  );
  expect(() => refuseOtherReading(new Map(), settings({}), 'here')).toThrow(expect.objectContaining({ kind: 'model' }));
});

test('lines that span much less than the model was trained on are told, others not', () => {
  const files = new Map([[READING_FILE, packReading(readingOf(loadSettings({ environment: {} })), 365)]]);
  expect(trainedDays(files)).toBe(365);
  expect(shortHistoryWarning(365, 30)).toMatch(/these lines span 30 days, the model was trained on 365/);
  expect([shortHistoryWarning(365, 183), shortHistoryWarning(365, 400), shortHistoryWarning(null, 1)]).toEqual([
    null,
    null,
    null,
  ]);
  const old = new Map([[READING_FILE, new TextEncoder().encode('{"priceIs": "ticket"}')]]);
  expect(trainedDays(old)).toBeNull();
});
