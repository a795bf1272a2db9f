import type { Missing, MissingReason } from './metrics-schema';

const WORDS: Record<MissingReason, (days: number | null) => string> = {
  'history-too-short': (days) => `the history of ${days} days is too short for training, validation and test origins`,
  'nobody-recurrent-on-validation': () => 'no customer is recurrent on a validation origin',
  'nobody-recurrent-on-test': () => 'no customer is recurrent on a test origin',
  'nobody-bought-again': () => 'no customer of the test origins bought again',
};

/** Why there are no figures, as the console says it. */
export function missingInWords({ reason, historyDays }: Missing): string {
  return WORDS[reason](historyDays);
}
