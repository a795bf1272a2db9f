import type { Relation } from '../engine/relation';
import { calculated, column } from '../engine/relation';
import type { TableColumn } from '../engine/table-column';
import { historyBits } from './day-bits';
import { decayWeights } from './decay-weights';
import { RATE_HALF_LIFE_DAYS, RECENT_HALF_LIFE_DAYS } from './decayed-sums';

/**
 * What a purchase of each age counts: the weights as scaled integers, and their running sum over the ages 0 … age − 1,
 * so that sums do not depend on the order of rows; the place of its bit in a day history.
 */
export function decay({ eligible, days }: { eligible: Relation; days: Relation }): Relation {
  const weight = 'of a purchase of this age, 2³⁰ for the day itself, halving every';
  const before = 'of all younger ages, halving every';
  return calculated({
    name: 'decay',
    row: 'an age in days, from 0 to that of the oldest purchase on the latest origin',
    of: { eligible, days },
    columns: {
      age: column('INTEGER', 'days before the origin', 'days'),
      weight: column('BIGINT', `weight ${weight} ${RATE_HALF_LIFE_DAYS} days`),
      weight_before: column('BIGINT', `sum of the weights ${before} ${RATE_HALF_LIFE_DAYS} days`),
      recent_weight: column('BIGINT', `weight ${weight} ${RECENT_HALF_LIFE_DAYS} days`),
      recent_weight_before: column('BIGINT', `sum of the weights ${before} ${RECENT_HALF_LIFE_DAYS} days`),
      block: column('INTEGER', 'block of the day history'),
      bit: column('INTEGER', 'bit in that block'),
    },
    select: (_, t) => `
    SELECT coalesce(max(e.corte) - (SELECT min(d.dia) FROM ${t.days} AS d), 0) AS days FROM ${t.eligible} AS e`,
    values: decayColumns,
  });
}

function decayColumns({ days }: Readonly<Record<string, number>>): Record<string, TableColumn> {
  const rate = decayWeights(RATE_HALF_LIFE_DAYS, days!);
  const recent = decayWeights(RECENT_HALF_LIFE_DAYS, days!);
  const { block, bit } = historyBits(days!);
  return {
    age: { type: 'INTEGER', values: rate.weights.map((_, age) => age) },
    weight: { type: 'BIGINT', values: rate.weights },
    weight_before: { type: 'BIGINT', values: rate.before },
    recent_weight: { type: 'BIGINT', values: recent.weights },
    recent_weight_before: { type: 'BIGINT', values: recent.before },
    block: { type: 'INTEGER', values: block },
    bit: { type: 'INTEGER', values: bit },
  };
}
