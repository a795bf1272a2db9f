import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../notebooks/jupyter/run-notebook';
import { expectCommittedOutputs, REMEDY } from './committed-outputs';
import { outputsOf, readNotebook } from './notebook-file';

const FOLDER = join(ROOT, 'notebooks');
const NOTEBOOKS = readdirSync(FOLDER).filter((file) => file.endsWith('.ipynb'));
const STORY = ['01_etl', '02_features', '03_next_purchase', '04_top_products', '05_report', '06_your_data'];
/** Executed by `npm run test:lab`, and there alone: its cells are those of the others. */
const ELSEWHERE = '06_your_data.ipynb';
/** Pictures of the report and of the review that the fifth notebook holds. */
const PICTURES = ['reports/example.png', 'reports/review-example.png'];
const MINUTES = 60_000;

/** Longest cell that is read at a glance. */
const MOST_LINES = 20;

it('tells the story from the data to the report', () => {
  expect(NOTEBOOKS).toEqual(expect.arrayContaining(STORY.map((name) => `${name}.ipynb`)));
});

it('the fifth holds the pictures of the report and of the review as they are in the README', () => {
  const images = outputsOf(readNotebook(join(FOLDER, '05_report.ipynb'))).flatMap(({ data = {} }) =>
    'application/vnd.plotly.v1+json' in data ? [] : [String(data['image/png'] ?? '').trim()],
  );
  const held = images.filter((image) => image !== '');
  expect(held, REMEDY).toEqual(PICTURES.map((name) => readFileSync(join(ROOT, name)).toString('base64')));
});

describe.each(NOTEBOOKS)('%s', (file) => {
  const path = join(FOLDER, file);

  it('is small, and knows no path of the machine it ran on', () => {
    expect(statSync(path).size, REMEDY).toBeLessThan(1_000_000);
    expect(readFileSync(path, 'utf8').includes(ROOT), 'path of the checkout').toBe(false);
  });

  it('asks and answers first, and ends with its limits and references', () => {
    const texts = sourcesOf(path, 'markdown');
    expect(texts[0]).toMatch(
      /^# \d\. .+\n\n\*\*Question\.\*\* .+\n\n\*\*Answer\.\*\* .+\n\n\*\*How far it goes\.\*\* .+$/,
    );
    expect(texts.at(-1)).toMatch(/\*\*Limits\.\*\* .+\n\n\*\*References\.\*\* .+$/);
  });

  it('leaves the work to the library: short cells, and no function of its own', () => {
    const cells = sourcesOf(path, 'code');
    expect(cells.filter((source) => source.split('\n').length > MOST_LINES)).toEqual([]);
    expect(cells.filter((source) => /\bfunction\b|\bconst \w+ = (async )?(\w+|\([^()]*\)) =>/.test(source))).toEqual(
      [],
    );
  });

  it('holds the outputs of one clean run', () => {
    const code = readNotebook(path).cells.filter(({ cell_type }) => cell_type === 'code');
    const counts = code.map(({ execution_count }) => execution_count);
    expect(counts, REMEDY).toEqual(code.map((_, i) => i + 1));
  });

  it('holds an image and a description of every figure, the unit of its axis, and no script', () => {
    for (const { data = {} } of outputsOf(readNotebook(path))) {
      expect(JSON.stringify(data['text/html'] ?? ''), REMEDY).not.toContain('<script');
      if (!('application/vnd.plotly.v1+json' in data)) continue;
      expect(Object.keys(data), REMEDY).toEqual(expect.arrayContaining(['image/png', 'text/plain']));
      const text = expect.any(String);
      const layout = { title: { text }, xaxis: { title: { text } } };
      expect(data['application/vnd.plotly.v1+json']).toMatchObject({ layout });
    }
  });

  if (file === ELSEWHERE) return;

  it('runs from top to bottom, to the outputs that are committed', { timeout: 15 * MINUTES }, async () => {
    await expectCommittedOutputs(file);
  });
});

/** Sources of all cells of a kind, in the order of the page. */
function sourcesOf(path: string, kind: 'code' | 'markdown'): string[] {
  const { cells } = JSON.parse(readFileSync(path, 'utf8')) as { cells: { cell_type: string; source: string[] }[] };
  return cells.filter(({ cell_type }) => cell_type === kind).map(({ source }) => [source].flat().join(''));
}
