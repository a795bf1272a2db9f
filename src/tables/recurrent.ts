import type { RecurrenceRule } from '../config/settings';
import type { Relation } from '../engine/relation';
import { column, relation } from '../engine/relation';
import type { JudgedPurchases } from './histories';
import { histories } from './histories';
import { recurrenceSteps } from './recurrence-rule';

/** The customers recurrent on what was bought up to each origin, and not later. */
export function recurrent(of: JudgedPurchases, rule: RecurrenceRule): Relation {
  return relation({
    name: `recurrent${of.ending ?? ''}`,
    row: 'a customer who is recurrent on an origin',
    of: { history: histories(of, rule) },
    columns: {
      usuario: column('VARCHAR', 'the customer'),
      origen: column('DATE', 'the origin'),
    },
    select: (dialect, t) => `
    SELECT usuario, origen
    FROM ${t.history} AS history
    WHERE ${recurrenceSteps(rule)
      .map(({ condition }) => condition(dialect))
      .join('\n      AND ')}`,
  });
}
