import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RecompraError } from '../../src/config/errors';
import { EtlFixture, HEADER, tolerant } from './etl-fixture';
import { FUZZ_FILES, FUZZ_SEED, FUZZ_TIMEOUT, fuzz } from './fuzz-runs';
import { DIALECTS } from './ugly-files';

let etl: EtlFixture;
beforeAll(async () => {
  etl = await EtlFixture.open(1);
});
afterAll(() => etl.close());

test('every line of generated files is kept or rejected with its reason', { timeout: FUZZ_TIMEOUT }, async ({
  task,
}) => {
  task.meta.fuzzed = await fuzz(etl, DIALECTS[0]!);
});

test('a file that is no table of purchase lines is refused as a whole, by name, or its lines are accounted for', {
  timeout: FUZZ_TIMEOUT,
}, async ({ task }) => {
  const counts = { kind: 'bytes that are no table', files: 0, refused: 0 };
  const headers = fc.oneof(
    fc.constantFrom(
      '',
      '\n',
      `${HEADER},usuario\n`,
      'fecha,usuario\n',
      `"${HEADER}\n`,
      'PAR1',
      '\x1f\x8b',
      '%PDF-1.4\n',
    ),
    fc.constantFrom(...'abcdefgh').map((char) => `${char.repeat(3)}\n`),
    fc.constant(`${HEADER}\n`),
  );
  const bytes = fc
    .tuple(headers, fc.uint8Array({ maxLength: 200 }))
    .map(([head, rest]) => Buffer.concat([Buffer.from(head, 'latin1'), rest]));
  await fc.assert(
    fc.asyncProperty(bytes, fc.constantFrom('utf-8', 'latin1', 'utf-16le'), async (content, encoding) => {
      counts.files++;
      try {
        const result = await etl.run([etl.localInput('noise.csv', content)], tolerant({ csv: { encoding } as const }));
        expect(result.linesIn).toBe(result.linesKept + result.linesRejected);
      } catch (error) {
        expect(error).toBeInstanceOf(RecompraError);
        expect(error).toMatchObject({ kind: 'data', message: expect.stringContaining('noise.csv') });
        counts.refused++;
      }
    }),
    { numRuns: FUZZ_FILES / 20, seed: FUZZ_SEED },
  );
  task.meta.fuzzed = counts;
});
