import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentProgress } from '../../src/config/progress';
import { settingsSchema } from '../../src/config/settings';
import { loadData } from '../../src/jobs/lines/load-data';
import { readProductLists } from '../../src/jobs/product-lists';
import { purchaseLines } from '../cli/recompra';
import { REPLACEMENTS } from './replacements';

/** Purchase lines, and others of the same size. */
const FIRST = purchaseLines(40);
const OTHER = FIRST.replaceAll('bread', 'beard');

/** Loads two files of purchase lines, one of which is replaced when a stage begins; the error's message, or `none`. */
async function load(folder: string, stage: string, replace: (path: string, other: string) => void): Promise<string> {
  // The same bytes twice would be read once.
  writeFileSync(join(folder, 'a.csv'), FIRST.replaceAll('bread', 'cheese'));
  writeFileSync(join(folder, 'b.csv'), FIRST);
  const settings = { ...settingsSchema.parse({}), input: `${folder}/*.csv`, output: folder };
  const progress = {
    ...silentProgress,
    stage: (name: string) => {
      if (name === stage) replace(join(folder, 'b.csv'), OTHER);
    },
  };
  try {
    const { engine } = await loadData({ settings, progress, workDir: folder, lake: null });
    await engine.close();
    return 'none';
  } catch (error) {
    return (error as Error).message;
  }
}

/** Reads a product list that somebody else goes on writing. */
async function readList(folder: string): Promise<string> {
  const path = join(folder, 'never.txt');
  writeFileSync(path, 'bread\n');
  const settings = { ...settingsSchema.parse({ exclude: path }), input: folder, output: folder };
  const writing = setInterval(() => writeFileSync(path, 'beard\n'), 1);
  const reading = readProductLists({ settings, progress: silentProgress, workDir: folder });
  return reading
    .then(
      () => 'none',
      (error: Error) => error.message,
    )
    .finally(() => clearInterval(writing));
}

async function main(folder: string): Promise<void> {
  const results: Record<string, string> = { undisturbed: await load(folder, '', () => undefined) };
  for (const stage of ['reading', 'purchases']) {
    for (const [how, replace] of Object.entries(REPLACEMENTS)) {
      results[`${stage}, ${how}`] = await load(folder, stage, replace);
    }
  }
  results['product list'] = await readList(folder);
  process.stdout.write(JSON.stringify(results));
}

void main(process.argv[2]!);
