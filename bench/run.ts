/**
 * What it costs, in one table: runs the benches of time and memory, and shows their results with ratios, and those of
 * the benches that take longer as they were measured last. `npm run bench`; `-- --large` adds the lines of a chain (100
 * and 300 M, an hour and 40 GB of disk); `-- --show` runs nothing.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { costTable } from './cost-table';

const ROOT = resolve(__dirname, '..');

/** The others, each with what it is for: they take from minutes to hours. */
const OTHERS: Readonly<Record<string, string>> = {
  'bench:main-job': 'the whole main job on the sample and on The Complete Journey',
  'bench:predict': 'features, dates and products of a generated shop, customers a second',
  'bench:lambda': "the functions' cold start, memory and storage",
  'bench:s3': 'the ETL from S3 to S3',
  'bench:products-speed': 'three products for 200,000 customers',
  'bench:customers-page': 'the page of individuals in a browser',
  'bench:peers': "date models beside other people's",
  'bench:products': 'product methods beside one another',
  'bench:short-history': 'dates on short histories',
  'test:habits': 'whether learned models beat counting on the generated shop',
};

function main(): void {
  const given = process.argv.slice(2);
  if (!given.includes('--show')) {
    const more = given.includes('--large') ? ['--', '--large'] : [];
    const { status } = spawnSync('npm', ['run', 'bench:etl', ...more], { cwd: ROOT, stdio: ['ignore', 2, 2] });
    if (status !== 0) process.exitCode = status ?? 1;
  }
  const others = Object.entries(OTHERS).map(([name, purpose]) => `npm run ${name}`.padEnd(30) + purpose);
  process.stdout.write(`${costTable()}\n\nfurther benches:\n${others.join('\n')}\n`);
}

main();
