import { normalizedName } from '../../config/column-name';
import type { CsvSettings } from '../../config/settings';
import { isGzip } from '../../csv/input-text';
import type { InputObject } from '../../storage/inputs/input-object';
import { wantedColumns } from './line-columns';
import { pathColumns } from './path-columns';
import { isParquet } from './stage-parquet';

/** Bytes that a packed one can become: no more is possible. */
const MOST_UNPACKED = 1032;

/** More usable lines than this cannot be in the inputs, whatever they hold; infinite where their size does not say. */
export async function mostUsableLines(
  inputs: readonly InputObject[],
  columns: CsvSettings['columns'],
): Promise<number> {
  let most = 0;
  for (const input of inputs) {
    if (await isParquet(input)) return Number.POSITIVE_INFINITY;
    const bytes = ((await isGzip(input)) ? MOST_UNPACKED : 1) * input.bytes;
    most += Math.ceil((bytes + 1) / shortestLine(input.name, columns));
  }
  return most;
}

/** Bytes: a character of each column that the path does not say, and a separator or line end after each. */
function shortestLine(path: string, columns: CsvSettings['columns']): number {
  const said = new Set([...pathColumns(path)].map(([name]) => normalizedName(name)));
  const own = wantedColumns(columns).filter(([, name]) => !said.has(normalizedName(name)));
  return Math.max(1, 2 * own.length);
}
