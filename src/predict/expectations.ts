import { isoDay } from '../config/calendar';
import type { PredictionMetrics } from '../evaluation/metrics-schema';
import { ChanceSum } from '../evaluation/statistics/poisson-binomial';
import type { DatePredictions } from './fecha-predictor';
import type { PurchaseState } from './purchase-state';

/** Share of the distribution of the number of buyers between the bounds that are told. */
const EXPECTED_RANGE = 0.8;

/** Whom to expect: sums of chances, for dates say nothing of who stays away. Customers come in parts. */
export class Expectations {
  private customers = 0;
  private overdue = 0;
  private lost = 0;
  private readonly within = { 7: new ChanceSum(), 14: new ChanceSum(), 28: new ChanceSum() };

  add({
    within7,
    within14,
    within28,
    state,
  }: Pick<DatePredictions, 'within7' | 'within14' | 'within28' | 'state'>): void {
    const inState = (wanted: PurchaseState) => state.filter((value) => value === wanted).length;
    this.customers += state.length;
    this.overdue += inState('vencida');
    this.lost += inState('perdida');
    this.within[7].add(within7);
    this.within[14].add(within14);
    this.within[28].add(within28);
  }

  /** @param asOf as-of date, epoch day */
  metrics(asOf: number): PredictionMetrics {
    const { customers, overdue, lost } = this;
    const expected = ([7, 14, 28] as const).map((days) => {
      const { expected: buyers, low, high } = this.within[days].range(EXPECTED_RANGE);
      return { days, buyers, low, high };
    });
    return { asOf: isoDay(asOf), customers, overdue, lost, expected };
  }
}
