/** Conditions of the recurrence rule, in the order in which they narrow the customers; which there are, the rule says. */
export const FUNNEL_STEPS = [
  'customers',
  'purchase-above',
  'every-purchase-above',
  'two-such-days',
  'mean-gap-below',
  'some-month-with-two',
  'every-month-with-two',
] as const;

export type FunnelStep = (typeof FUNNEL_STEPS)[number];

const WORDS: Record<FunnelStep, (limit: number | null) => string> = {
  customers: () => 'customers',
  'purchase-above': (limit) => `a purchase above ${limit}`,
  'every-purchase-above': (limit) => `every purchase above ${limit}`,
  'two-such-days': () => 'two or more such days',
  'mean-gap-below': (limit) => `fewer than ${limit} days apart on average`,
  'some-month-with-two': () => 'more than one in some month',
  'every-month-with-two': () => 'more than one in every month',
};

/** A step as errors and descriptions of tables say it: "a purchase above 10". */
export function stepInWords({ step, limit }: { step: FunnelStep; limit?: number | null }): string {
  return WORDS[step](limit ?? null);
}
