import type { Answers, DatedRows } from '../../../features/dataset';
import { featureColumn } from '../../../features/dataset';
import type { DateModel, DayPrediction } from '../forecast/date-model';
import type { GlobalHazard } from './global-hazard';
import { fitGlobalHazard, globalHazardModel } from './global-hazard';

/** What the shop's customers do after their first purchase day: chance of the second by days since the first. */
export type AfterFirstPurchase = GlobalHazard;

export function fitAfterFirstPurchase(answers: Answers): AfterFirstPurchase {
  return fitGlobalHazard(new Float64Array(answers.daysToNext.length), answers);
}

/**
 * The model, with the shop's forecast for customers of a single purchase day: they have no rhythm that any model could
 * read, and every model is given the same of them. A model of dates alone is left to its own rule.
 */
export function withFirstPurchases(model: DateModel, after: AfterFirstPurchase): DateModel {
  const shop = globalHazardModel(after);
  return {
    name: model.name,
    kind: model.kind,
    ...(model.hazards && { hazards: hazardsOf(model.hazards, shop.hazards!) }),
    predict: (rows, reach) => {
      const prediction = model.predict(rows, reach);
      const single = singlePurchases(rows);
      return prediction.chances === undefined || single.length === 0
        ? prediction
        : replaced(prediction, shop.predict(rows, reach), single);
    },
  };
}

type Hazards = NonNullable<DateModel['hazards']>;

function hazardsOf(own: Hazards, shop: Hazards): Hazards {
  return (rows, reach) => {
    const purchases = featureColumn(rows, 'n_purchases');
    const [writeOwn, writeShop] = [own(rows, reach), shop(rows, reach)];
    return (row, into) => (purchases[row] === 1 ? writeShop(row, into) : writeOwn(row, into));
  };
}

function singlePurchases(rows: DatedRows): Int32Array {
  const purchases = featureColumn(rows, 'n_purchases');
  return Int32Array.from(purchases.keys()).filter((row) => purchases[row] === 1);
}

function replaced(prediction: DayPrediction, by: DayPrediction, rows: Int32Array): DayPrediction {
  const [days, mean, chances] = [prediction.days.slice(), prediction.mean.slice(), prediction.chances!.slice()];
  const reach = chances.length / days.length;
  for (const row of rows) {
    days[row] = by.days[row]!;
    mean[row] = by.mean[row]!;
    chances.set(by.chances!.subarray(row * reach, (row + 1) * reach), row * reach);
  }
  return { days, mean, chances };
}
