import { afterAll, beforeAll, expect, it } from 'vitest';
import { csvOf, EtlFixture } from './etl-fixture';

let etl: EtlFixture;
beforeAll(async () => {
  etl = await EtlFixture.open();
});
afterAll(() => etl.close());

// From some 32 MB on a file is read by several threads at once: behind a join its records come as they come, and
// numbers, texts and order of lines would be those of others.
it('records are staged without a join, so that they keep the order of the file', async () => {
  const run = etl.engine.run.bind(etl.engine);
  const staging: string[] = [];
  etl.engine.run = async (sql) => {
    if (sql.startsWith('INSERT INTO "staged_lines"')) {
      const plan = await etl.rows(`EXPLAIN ${sql}`);
      staging.push(String(plan[0]!['explain_value']));
    }
    return run(sql);
  };
  await etl.runText(csvOf('2014-10-01,ana,pan,1,2.5', 'ayer,eva,pan,x,2.5'));
  etl.engine.run = run;
  expect(staging).toHaveLength(1);
  expect(staging[0]).toContain('PROJECTION');
  expect(staging[0]).not.toMatch(/JOIN|AGGREGATE|UNION/);
});
