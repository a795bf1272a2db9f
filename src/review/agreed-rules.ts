import { RecompraError } from '../config/errors';
import type { RecurrenceRule } from '../config/settings';
import type { RevisionNote } from '../evaluation/revision-schema';
import { purchaseMeaning, ruleOf, ruleText } from './promises';

/** What a run left behind that may tell its rule. */
export interface RuleFacts {
  source: string;
  /** Its run.json; null where that is of another run. */
  manifest: unknown;
  /** Its metrics.json; null where there is none. */
  metrics: unknown;
}

/**
 * The rule of each run, from its own files; `fallback` (and a note) where they do not say. Fails with kind `usage` where
 * runs mean different things by a purchase: their answers cannot be counted together. Runs that merely differ in who is
 * recurrent are told.
 */
export function agreedRules(
  runs: readonly RuleFacts[],
  fallback: RecurrenceRule,
): { rules: RecurrenceRule[]; notes: RevisionNote[] } {
  const own = runs.map(({ manifest, metrics }) => ruleOf(manifest, (metrics as { run?: unknown } | null)?.run));
  const rules = own.map((rule) => rule ?? fallback);
  const other = rules.findIndex((rule) => purchaseMeaning(rule) !== purchaseMeaning(rules[0]!));
  if (other >= 0) throw differentPurchases(runs, rules, other);
  const notes = runs.flatMap(({ source }, run): RevisionNote[] =>
    own[run] === null ? [{ code: 'rule-assumed', source, count: 1 }] : [],
  );
  const readings = new Set(rules.map(ruleText)).size;
  if (readings > 1) notes.push({ code: 'different-recurrence', source: null, count: readings });
  return { rules, notes };
}

function differentPurchases(
  runs: readonly RuleFacts[],
  rules: readonly RecurrenceRule[],
  other: number,
): RecompraError {
  return new RecompraError(
    'usage',
    `${runs[0]!.source} and ${runs[other]!.source} mean different things by a purchase`,
    {
      lines: [0, other].map((run) => `${runs[run]!.source}: ${ruleText(rules[run]!)}`),
      remedy: 'review them one at a time',
    },
  );
}
