import { afterAll, beforeAll, test } from 'vitest';
import { EtlFixture } from './etl-fixture';
import { FUZZ_TIMEOUT, fuzz } from './fuzz-runs';
import { DIALECTS } from './ugly-files';

// A file of its own, so that a second core has something to do.

let etl: EtlFixture;
beforeAll(async () => {
  etl = await EtlFixture.open(1);
});
afterAll(() => etl.close());

test.for(DIALECTS.slice(1))(
  'every line of generated files is kept or rejected with its reason: $dialect.name',
  { timeout: FUZZ_TIMEOUT },
  async (share, { task }) => {
    task.meta.fuzzed = await fuzz(etl, share);
  },
);
