import { isoDay } from '../../src/config/calendar';
import type { Settings } from '../../src/config/settings';
import { shopSample } from '../../src/features/samples';
import type { Purchases } from '../../src/library/purchases';
import type { TrainedModel } from '../../src/models/trained-model';
import { predict } from '../../src/predict/prediction-tables';
import { openBaskets, withSample } from '../../src/products/baskets/shop-baskets';
import { historyOn } from '../../src/tables/shop';
import { train } from '../../src/training/train';
import type { TrainingStep } from '../../src/training/training-steps';

/**
 * Goes back to an earlier day: forgets all that was bought later, trains and chooses again on the rest, and predicts.
 * Leaves `predicciones` and `top_productos`, and beside them the truth: `next_baskets(cliente_id, fecha, producto)`,
 * one row per product of each customer's first purchase after that day. Resolves to the model that predicted.
 *
 * @param day epoch day
 */
export async function predictBackOn(
  day: number,
  { engine, shop, firstDay }: Purchases,
  settings: Settings,
  onStep?: (step: TrainingStep) => void,
): Promise<TrainedModel> {
  const { recurrence: rule, horizon, top, seed } = settings;
  const history = historyOn(shop, rule, day);
  await engine.tables.keep(history.days);
  const baskets = await withSample(engine, await openBaskets(engine, history), shopSample(history));
  const { model } = await train(engine, baskets.sample, { history, firstDay, asOf: day, horizon, top, seed, onStep });
  await predict(engine, model, baskets, { history, asOf: day, top });
  await engine.tables.release(history.days);
  await engine.run(`
    CREATE OR REPLACE TABLE next_baskets AS
    SELECT l.usuario AS cliente_id, l.fecha, l.producto
    FROM lines AS l
    JOIN (SELECT usuario, min(fecha) AS fecha FROM purchases
          WHERE fecha > DATE '${isoDay(day)}' ${rule.nextPurchase === 'qualifying' ? 'AND qualifies' : ''}
          GROUP BY usuario) AS p ON p.usuario = l.usuario AND p.fecha = l.fecha
    GROUP BY l.usuario, l.fecha, l.producto`);
  return model;
}
