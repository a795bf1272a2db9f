/** One key of `--recurrence`, as the help tells it; a test compares it with the settings. */
export interface RecurrenceKey {
  name: string;
  /** Words it takes; a whole number where there are none. */
  values?: readonly string[];
  standard: string;
  meaning: string;
}

export const RECURRENCE_KEYS: readonly RecurrenceKey[] = [
  {
    name: 'productCount',
    values: ['units', 'distinct', 'lines', 'line-units'],
    standard: 'units',
    meaning: 'what is counted in a purchase (line-units: of a single line)',
  },
  { name: 'minProducts', standard: '10', meaning: 'a purchase qualifies with strictly more' },
  {
    name: 'purchasesMust',
    values: ['qualify', 'every'],
    standard: 'qualify',
    meaning: 'count only those, or demand it of all',
  },
  {
    name: 'frequency',
    values: ['mean-gap', 'any-month', 'every-month'],
    standard: 'mean-gap',
    meaning: 'under 30 days apart on average; two in some month; two in every month',
  },
  { name: 'nextPurchase', values: ['any', 'qualifying'], standard: 'any', meaning: 'which purchase is predicted' },
];

/** Presets by name: each sets all five. */
export const RECURRENCE_PRESET_NAMES: readonly string[] = ['default', 'line-units'];

/** The keys in lines for the help. */
export function recurrenceHelp(): string {
  const lines = RECURRENCE_KEYS.flatMap(({ name, values, standard, meaning }) => [
    `  ${name.padEnd(13)}  ${values?.join(' | ') ?? 'whole number'} (default: ${standard})`,
    `  ${''.padEnd(13)}  ${meaning}`,
  ]);
  const presets = RECURRENCE_PRESET_NAMES.join(' or ');
  return ['', `--recurrence takes ${presets}, then any of these, as minProducts=5,frequency=any-month:`, ...lines].join(
    '\n',
  );
}
