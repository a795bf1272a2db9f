import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, runNotebook } from '../../notebooks/jupyter/run-notebook';
import { outputsOf, readNotebook } from './notebook-file';

const FOLDER = join(ROOT, 'notebooks');
const NOTEBOOKS = readdirSync(FOLDER).filter((file) => file.endsWith('.ipynb'));
const STORY = ['01_etl', '02_features', '03_next_purchase', '04_top_products', '05_report'];
const MINUTES = 60_000;

/** Where a committed notebook breaks a rule, this is what puts it right. */
const REMEDY = 'run `npm run notebooks -- --write` and commit the notebook';

it('tells the story from the data to the report', () => {
  expect(NOTEBOOKS).toEqual(expect.arrayContaining(STORY.map((name) => `${name}.ipynb`)));
});

describe.each(NOTEBOOKS)('%s', (file) => {
  const path = join(FOLDER, file);

  it('is small, and knows no path of the machine it ran on', () => {
    expect(statSync(path).size, REMEDY).toBeLessThan(1_000_000);
    expect(readFileSync(path, 'utf8').includes(ROOT), 'path of the checkout').toBe(false);
  });

  it('holds the outputs of one clean run', () => {
    const code = readNotebook(path).cells.filter(({ cell_type }) => cell_type === 'code');
    const counts = code.map(({ execution_count }) => execution_count);
    expect(counts, REMEDY).toEqual(code.map((_, i) => i + 1));
  });

  it('holds an image of every figure, and no script', () => {
    for (const { data = {} } of outputsOf(readNotebook(path))) {
      expect(JSON.stringify(data['text/html'] ?? ''), REMEDY).not.toContain('<script');
      expect('application/vnd.plotly.v1+json' in data && !('image/png' in data), REMEDY).toBe(false);
    }
  });

  it('runs from top to bottom', { timeout: 15 * MINUTES }, async () => {
    await runNotebook({ source: `notebooks/${file}`, target: `.cache/notebooks/${file}` });
  });
});
