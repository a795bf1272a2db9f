import type { Engine } from '../../engine/engine';
import type { Relation } from '../../engine/relation';
import { column, query, relation } from '../../engine/relation';
import type { PredictionMetrics } from '../../evaluation/metrics-schema';
import { Expectations } from '../../predict/expectations';

/** Predicted customers that are read at once. */
const CHUNK_CUSTOMERS = 65_536;

type Told = Parameters<Expectations['add']>[0];

/**
 * Whom to expect, from the table of predictions: chances are added up in the order of the customers' names, some
 * customers after others, so that memory does not depend on how many there are.
 *
 * @param asOf as-of date, epoch day
 */
export async function toldExpectations(
  engine: Engine,
  predicted: Relation,
  asOf: number,
  chunk = CHUNK_CUSTOMERS,
): Promise<PredictionMetrics> {
  const chances = placedChances(predicted);
  await engine.tables.keep(chances);
  try {
    const expectations = new Expectations();
    for (let from = 0; ; from += chunk) {
      const told = await engine.columns(
        query(
          { chances },
          (_, t) => `
          SELECT prob_7d, prob_14d, prob_28d, estado FROM ${t.chances} AS c
          WHERE place >= ${from} AND place < ${from + chunk} ORDER BY place`,
        ),
      );
      expectations.add({
        within7: told.floats('prob_7d'),
        within14: told.floats('prob_14d'),
        within28: told.floats('prob_28d'),
        state: told.strings('estado') as Told['state'],
      });
      if (told.length < chunk) return expectations.metrics(asOf);
    }
  } finally {
    await engine.tables.release(chances);
  }
}

function placedChances(predicted: Relation): Relation {
  return relation({
    name: 'placed_chances',
    row: 'a predicted customer',
    of: { predicted },
    columns: {
      place: column('BIGINT', 'from 0, in the order of the names'),
      prob_7d: column('DOUBLE', 'chance of a purchase within 7 days'),
      prob_14d: column('DOUBLE', 'the same within 14 days'),
      prob_28d: column('DOUBLE', 'the same within 28 days'),
      estado: column('VARCHAR', 'vigente, vencida or perdida'),
    },
    select: (_, t) => `
    SELECT CAST(row_number() OVER (ORDER BY cliente_id) - 1 AS BIGINT) AS place, prob_7d, prob_14d, prob_28d, estado
    FROM ${t.predicted} AS p ORDER BY place`,
  });
}
