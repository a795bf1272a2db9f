import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Objects } from './published-state';
import { readByTheRule } from './published-state';

// The judge of the seeded runs must see what it is there to see.

function objects(files: Record<string, string>): Objects {
  const entries = Object.entries(files).map(([name, content]) => {
    const sha256 = createHash('sha256').update(content).digest('hex');
    return [name, { bytes: Buffer.from(content), sha256, noted: sha256 }] as const;
  });
  return new Map(entries);
}

function version(content: string): Objects {
  const outputs = [...objects({ 'a.parquet': content, 'b.parquet': content })].map(([name, { sha256 }]) => ({
    name,
    sha256,
  }));
  return objects({ 'a.parquet': content, 'b.parquet': content, 'run.json': JSON.stringify({ outputs }) });
}

const VERSIONS = new Map([
  ['old', version('old')],
  ['new', version('new')],
]);
const mixed = (...names: [string, string][]): Objects =>
  new Map(names.map(([name, of]) => [name, VERSIONS.get(of)!.get(name)!]));

test('all of one version is that version', () => {
  expect(readByTheRule(VERSIONS.get('new')!, VERSIONS)).toEqual({ whole: 'new' });
});

test.each<[string, Objects]>([
  ['a new file beside the old ones', mixed(['a.parquet', 'new'], ['b.parquet', 'old'], ['run.json', 'old'])],
  ['an old file under a new run.json', mixed(['a.parquet', 'old'], ['b.parquet', 'new'], ['run.json', 'new'])],
  ['a missing file', mixed(['a.parquet', 'new'], ['run.json', 'new'])],
  ['files without run.json', mixed(['a.parquet', 'new'])],
])('%s is no finished run', (_, found) => {
  expect(readByTheRule(found, VERSIONS)).toBe('between');
});

test('half an object is of no version', () => {
  const half = new Map([...VERSIONS.get('old')!, ...objects({ 'a.parquet': 'ol' })]);
  expect(() => readByTheRule(half, VERSIONS)).toThrow('a.parquet is of no version');
});
