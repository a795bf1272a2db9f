import { loadDataset, rowsBetween } from '../../src/features/dataset';
import type { Purchases } from '../../src/library/purchases';
import type { TrainedModel } from '../../src/models/trained-model';
import { candidateModels, findModel } from '../../src/models/trained-model';
import { historyOn } from '../../src/tables/shop';

export interface ChancesAhead {
  /** The day the chances are told on, epoch day. */
  day: number;
  /** Name of the customer as in the file. */
  customer: string;
  /** How many days ahead. */
  days: number;
}

/** The chance of a customer's next purchase on each of the coming days, as the model in use tells it: [days]. */
export async function chancesAhead(
  model: TrainedModel,
  { engine, shop }: Purchases,
  { day, customer, days }: ChancesAhead,
): Promise<number[]> {
  const history = historyOn(shop, model.rule, day);
  const rows = await loadDataset(engine, history, [day]);
  const quoted = customer.replaceAll("'", "''");
  const [found] = await engine.rows<{ cliente: number }>(`SELECT cliente FROM customers WHERE usuario = '${quoted}'`);
  const at = rows.customer.indexOf(Number(found?.cliente));
  if (at < 0) throw new RangeError(`${customer} is not recurrent on that day`);
  const used = findModel(candidateModels(model.candidates), model.chosenDateModel);
  return Array.from(used.predict(rowsBetween(rows, at, at + 1), days).chances ?? []);
}
