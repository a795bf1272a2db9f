import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { renderHtml } from '../../notebooks/jupyter/notebook-html';
import { ROOT, runNotebook } from '../../notebooks/jupyter/run-notebook';
import { outputsOf, readNotebook } from '../notebooks/notebook-file';
import { writeSecondShop } from './second-shop';

const NOTEBOOKS = readdirSync(join(ROOT, 'notebooks')).filter((file) => file.endsWith('.ipynb'));
const folder = mkdtempSync(join(tmpdir(), 'recompra-second-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  for (const [name, value] of Object.entries(writeSecondShop(folder).env)) vi.stubEnv(name, value);
});

/** Outputs that are of the committed sample by their own words: its kept run is reviewed in the fifth notebook. */
const REVIEWED = /^predictions 189 of 189 customers/;

describe.each(NOTEBOOKS)('%s on a shop of another country', (file) => {
  const target = join(folder, file);

  it('runs to its end and speaks of that file: no day, customer or product of the sample', async () => {
    await runNotebook({ source: `notebooks/${file}`, target });
    const texts = outputsOf(readNotebook(target)).map(({ text, data }) =>
      [text ?? data?.['text/plain'] ?? ''].flat().join(''),
    );
    const own = texts.filter((text) => !REVIEWED.test(text)).join('\n');
    expect(own).not.toMatch(/175,?775|FLUID MILK WHITE ONLY|\b191 of|household/);
    if (file !== '01_etl.ipynb') expect(own).not.toContain('2017-12-31');
  });

  it('marks what its text says of the sample, and writes no finding into a title', () => {
    const cells = JSON.parse(readFileSync(join(ROOT, 'notebooks', file), 'utf8')).cells as {
      cell_type: string;
      source: string[];
    }[];
    const texts = cells.filter(({ cell_type }) => cell_type === 'markdown').map(({ source }) => source.join(''));
    const figures = texts.slice(1).filter((text) => /\b\d+(\.\d+)? %|three in ten|four in five|households/.test(text));
    for (const text of figures.filter((one) => !/\b80 %|95 %|about 30 %|5 %/.test(one))) {
      expect(text, text.slice(0, 80)).toMatch(/committed sample|README/);
    }
  });

  it('becomes a page with nothing cut off: no line of code is longer than 100 characters', async () => {
    const html = readFileSync(await renderHtml(target, folder), 'utf8');
    expect(html).toContain(basename(file, '.ipynb').slice(0, 2) === '06' ? 'Your own data' : '<h2');
    const cells = JSON.parse(readFileSync(join(ROOT, 'notebooks', file), 'utf8')).cells as {
      cell_type: string;
      source: string[];
    }[];
    const lines = cells
      .filter(({ cell_type }) => cell_type === 'code')
      .flatMap(({ source }) => source.join('').split('\n'));
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  });
});
