import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { digestOf, programDigest, sourceFiles } from '../../src/config/program-digest';
import { temporaryFolder } from '../storage/temporary-folder';

test('the digest of a program changes with a line of any of its modules, and with nothing else', () => {
  const folder = temporaryFolder({ 'etl/read/a.ts': 'one', 'b.js': 'two', 'b.js.map': 'map', 'c.d.ts': 'types' });
  const before = digestOf(sourceFiles(folder));
  writeFileSync(join(folder, 'b.js.map'), 'another');
  expect(digestOf(sourceFiles(folder))).toBe(before);
  writeFileSync(join(folder, 'etl/read/a.ts'), 'onet');
  writeFileSync(join(folder, 'b.js'), 'wo');
  const changed = digestOf(sourceFiles(folder));
  expect(changed).not.toBe(before);
  writeFileSync(join(folder, 'c.ts'), '');
  expect(digestOf(sourceFiles(folder))).not.toBe(changed);
});

test('that of the running program is of the modules beside it, the reader among them', () => {
  expect(programDigest()).toMatch(/^[0-9a-f]{64}$/);
  expect(programDigest()).toBe(digestOf(sourceFiles(join(__dirname, '../../src'))));
  expect(sourceFiles(join(__dirname, '../../src'))).toContain(join(__dirname, '../../src/etl/read/line-values.ts'));
});
