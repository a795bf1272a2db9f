import { join } from 'node:path';
import { expect } from 'vitest';
import { ROOT, runNotebook } from '../../notebooks/jupyter/run-notebook';
import { readyBackend } from '../../src/models/fitting/backend';
import { outputsOf, readNotebook } from './notebook-file';

const FOLDER = join(ROOT, 'notebooks');

/** Where a committed notebook breaks a rule, this is what puts it right. */
export const REMEDY = 'run `npm run notebooks -- --write` and commit the notebook';

/** Numbers of a run may differ from the committed ones by this share, and by as much in absolute terms below one. */
const TOLERANCE = 0.02;
const NUMBER = /\d[\d,]*(?:\.\d+)?/g;

/** Executes a committed notebook and expects the outputs that it holds. */
export async function expectCommittedOutputs(file: string): Promise<void> {
  const executed = `.cache/notebooks/${file}`;
  await runNotebook({ source: `notebooks/${file}`, target: executed });
  // Networks trained on another backend have other weights, and so other figures and dates.
  if ((await readyBackend()) !== committedBackend()) return;
  const [now, committed] = [join(ROOT, executed), join(FOLDER, file)].map(textsOf);
  expect(now!.map(skeleton), REMEDY).toEqual(committed!.map(skeleton));
  const others = committed!.flatMap(numbers);
  const differing = now!.flatMap(numbers).filter((value, i) => differ(value, others[i]!));
  expect(differing, REMEDY).toEqual([]);
}

/** What the cells print, and what their tables and figures say in plain text. */
function textsOf(path: string): string[] {
  return outputsOf(readNotebook(path)).map(({ text, data }) => [text ?? data?.['text/plain'] ?? ''].flat().join(''));
}

/** The text without its numbers, and without the spaces that align them. */
function skeleton(text: string): string {
  return text.replace(NUMBER, '#').replace(/\s+/g, ' ');
}

function numbers(text: string): number[] {
  return (text.match(NUMBER) ?? []).map((number) => Number(number.replaceAll(',', '')));
}

function differ(value: number, other: number): boolean {
  return Math.abs(value - other) > TOLERANCE * Math.max(1, Math.abs(other));
}

/** The backend that the third notebook says it was trained on. */
function committedBackend(): string | undefined {
  const texts = textsOf(join(FOLDER, '03_next_purchase.ipynb'));
  return texts.map((text) => /\bbackend (\w+)/.exec(text)?.[1]).find((backend) => backend !== undefined);
}
