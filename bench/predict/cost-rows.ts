import { count, row } from '../readme-format';
import type { PartMeasure } from './parts';
import type { PredictResult } from './predict-result';

/** Customers a second that we want to reach. */
const RATES: Partial<Record<PartMeasure['part'], number>> = { dates: 100_000, products: 6000 };
/** Our time for features ÷ that of pandas. */
const FEATURES_TARGET = 0.25;

/** Rows of the cost table. Parts are told in processor time: other work on the machine takes of the other. */
export function predictRows({ customers, days, predicted, whole, parts, pandasFeatures }: PredictResult): string[] {
  const memory = `${count(Math.round(whole.peakMiB))} MiB`;
  const shop = `${count(customers)} customers × ${days} days, from cached lines, one thread`;
  return [
    row([`predict, ${shop}: ${count(predicted)} predicted`, seconds(whole.wallSeconds), memory, '', '']),
    ...parts.map((part) => {
      const rate = RATES[part.part];
      const aSecond = `${count(Math.round(part.customers / part.cpuSeconds))} a second`;
      const name = `of it ${part.part} of ${count(part.customers)}, processor time: ${aSecond}`;
      return row([name, seconds(part.cpuSeconds), '', '', rate === undefined ? '' : `≥ ${count(rate)} a second`]);
    }),
    row([
      'the same features by pandas, processor time',
      seconds(pandasFeatures.cpuSeconds),
      '',
      featuresRatio(parts, pandasFeatures).toFixed(2),
      `≤ ${FEATURES_TARGET}`,
    ]),
  ];
}

function featuresRatio(parts: readonly PartMeasure[], { cpuSeconds }: PredictResult['pandasFeatures']): number {
  return parts.find(({ part }) => part === 'features')!.cpuSeconds / cpuSeconds;
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}
