import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { PAGES, withFigures } from '../bench/readme-figures';

const ROOT = resolve(__dirname, '..');
const pages = [...PAGES, 'docs/architecture.md', 'docs/evaluation.md'];
const textOf = (page: string) => readFileSync(join(ROOT, page), 'utf8');
const readme = textOf('README.md');

test.each(PAGES)('every figure of %s is that of a result file', (page) => {
  const text = textOf(page);
  expect(withFigures(text)).toBe(text);
});

test('every table of figures stands on a page', () => {
  expect(PAGES.flatMap((page) => textOf(page).match(/<!-- figures:[\w-]+ -->/g) ?? [])).toHaveLength(11);
});

test('the README is short enough to be read', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(250);
});

test.each(pages)('every file and folder that %s links to is there', (page) => {
  const links = [...textOf(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, path]) => path!);
  expect(links.filter((path) => !existsSync(join(ROOT, dirname(page), path)))).toEqual([]);
});

test.each(pages)('every npm script that %s names exists', (page) => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const named = [...textOf(page).matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!);
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});
