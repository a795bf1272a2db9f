import { isoDay } from '../config/calendar';
import { RecompraError } from '../config/errors';
import type { Progress } from '../config/progress';
import { someNames } from '../config/some-names';
import type { ColumnTable } from '../engine/column-table';
import type { Engine } from '../engine/engine';
import { namesIn } from '../storage/inputs/name-list';
import { askedCustomers, askedDays, foundAmongAll } from '../tables/asked-customers';
import type { PurchaseHistory, ShopTables } from '../tables/shop';
import type { JobContext } from './context/job-context';
import { readTextFile } from './context/text-file';

/** The customers named by `--customer` and in `--customers-file`; null where none are: all are predicted then. */
export async function readAskedCustomers(context: JobContext): Promise<string[] | null> {
  const { customer, customersFile } = context.settings;
  if (customer === undefined && customersFile === undefined) return null;
  const listed =
    customersFile === undefined ? [] : namesIn((await readTextFile(context, '--customers-file', customersFile)).text);
  const asked = [...new Set([...(customer ?? []), ...listed])].sort();
  if (asked.length > 0) return asked;
  throw new RecompraError('usage', `--customers-file: ${customersFile} names no customer`, {
    remedy: 'write one name a line, or leave the option out to predict all recurrent customers',
  });
}

/** A history, and who is recurrent on its last day. */
type JudgedHistory = PurchaseHistory & Pick<ShopTables, 'recurrent'>;

/**
 * The history of those of the asked customers that can be predicted, and of nobody else. The others are named in a
 * warning, or in a data error where none is left.
 */
export async function askedHistory(
  engine: Engine,
  history: JudgedHistory,
  { asked, asOf }: { asked: readonly string[]; asOf: number },
  progress: Progress,
): Promise<PurchaseHistory> {
  const named = askedCustomers(asked);
  tellOthers(await engine.columns(foundAmongAll(named, history)), isoDay(asOf), progress);
  return { ...history, days: askedDays(named, history) };
}

function tellOthers(found: ColumnTable, asOf: string, progress: Progress): void {
  const [names, known, recurrent] = [found.strings('usuario'), found.ints('known'), found.ints('recurrent')];
  const unknown = names.filter((_, i) => known[i] === 0);
  const others = names.filter((_, i) => known[i] === 1 && recurrent[i] === 0);
  const left = names.length - unknown.length - others.length;
  const lines = [...said(unknown, 'no line is of'), ...said(others, `not recurrent on ${asOf}:`)];
  const counts = `of the ${names.length} customers asked for ${left === 0 ? 'none' : left} can be predicted`;
  if (left === 0) {
    throw new RecompraError('data', counts, {
      logged: counts,
      lines,
      remedy: 'name customers as they stand in the purchase lines; who is recurrent is a matter of --recurrence',
    });
  }
  if (lines.length > 0) progress.warn(`${counts}; ${lines.join('; ')}`, counts);
}

function said(names: readonly string[], what: string): string[] {
  if (names.length === 0) return [];
  return [`${what} ${someNames(names.map((name) => JSON.stringify(name)))}`];
}
