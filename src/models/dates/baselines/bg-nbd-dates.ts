import type { FeatureRows } from '../../../features/dataset';
import { featureColumn } from '../../../features/dataset';
import type { DateModel } from '../forecast/date-model';
import { distributionPrediction } from '../forecast/day-distribution';
import type { BgNbd, RepeatBuying } from './bg-nbd';
import { chanceAlive, chanceOfReturn, fitBgNbd } from './bg-nbd';

/** Customers that the parameters are found from: the standard errors of four parameters are small with so many. */
const MOST_CUSTOMERS = 5000;

/**
 * Fits BG/NBD on each customer's history at the latest origin it is seen at: one row a customer, for the model's
 * likelihood takes rows as independent. Times are days.
 */
export function fitBgNbdDates(rows: FeatureRows, customers: Int32Array): BgNbd {
  const latest = new Map<number, number>();
  const age = featureColumn(rows, 'tenure_days');
  customers.forEach((customer, row) => {
    const held = latest.get(customer);
    if (held === undefined || age[row]! >= age[held]!) latest.set(customer, row);
  });
  const step = Math.max(1, Math.ceil(latest.size / MOST_CUSTOMERS));
  const drawn = [...latest.values()].filter((_, index) => index % step === 0);
  const { r, alpha, a, b } = fitBgNbd(select(repeatBuying(rows), drawn));
  return { r, alpha, a, b };
}

/**
 * The next purchase as a distribution: alive at the origin (P(alive) given x, t_x, T), and then a wait of so many days
 * (Pareto, see chanceOfReturn). Whole days: the chance of day d is that of a wait in (d − 1, d].
 */
export function bgNbdModel(model: BgNbd): DateModel {
  return {
    name: 'bg-nbd',
    kind: 'baseline',
    predict: (rows, reach) => {
      const { frequency, recency, age } = repeatBuying(rows);
      const chances = new Float64Array(rows.length * reach);
      for (let row = 0; row < rows.length; row++) {
        const customer = { x: frequency[row]!, age: age[row]! };
        const alive = chanceAlive(model, customer.x, recency[row]!, customer.age);
        let before = 0;
        for (let d = 1; d <= reach; d++) {
          const within = alive * chanceOfReturn(model, { ...customer, time: d });
          chances[row * reach + d - 1] = within - before;
          before = within;
        }
      }
      return distributionPrediction(chances, reach);
    },
  };
}

function repeatBuying(rows: FeatureRows) {
  const age = featureColumn(rows, 'tenure_days');
  const elapsed = featureColumn(rows, 'days_since_last');
  return {
    frequency: featureColumn(rows, 'n_purchases').map((n) => n - 1),
    recency: age.map((days, row) => days - elapsed[row]!),
    age,
  };
}

function select({ frequency, recency, age }: RepeatBuying, rows: readonly number[]): RepeatBuying {
  const pick = (values: ArrayLike<number>) => Float64Array.from(rows, (row) => values[row]!);
  return { frequency: pick(frequency), recency: pick(recency), age: pick(age) };
}
