import { EPOCH_FORMATS, ISO } from '../../config/date-format';
import type { CsvSettings } from '../../config/settings';
import type { ReadingDialect } from '../../engine/dialect';

/** First and last day a purchase can have; beyond lie placeholders such as 1900-01-01, 1970-01-01 and 9999-12-31. */
const PLAUSIBLE_DAYS = { first: '1970-01-02', last: '2099-12-31' } as const;

/** The condition that a day can be one of a purchase. */
export function isPlausibleDay(day: string): string {
  return `${day} BETWEEN DATE '${PLAUSIBLE_DAYS.first}' AND DATE '${PLAUSIBLE_DAYS.last}'`;
}

/** The last day a line can be of, where this (ISO) is the day of the run: later ones are still to come. */
export function lastPossibleDay(today: string = PLAUSIBLE_DAYS.last): string {
  return today < PLAUSIBLE_DAYS.last ? today : PLAUSIBLE_DAYS.last;
}

/** What one format, or ISO, makes of a text: DATE, or NULL where it does not fit. */
function dayUnder(dialect: ReadingDialect, text: string, format: string, zone?: string): string {
  if (format === ISO) return dialect.parseIsoDate(text, zone);
  if (format === '%s' || format === '%Q') return dialect.parseEpoch(text, EPOCH_FORMATS[format], zone);
  return dialect.parseDate(text, format, zone);
}

/** The expressions that read days in the formats of the settings. */
export class DateValues {
  private readonly formats: readonly string[];
  private readonly zone: string | undefined;

  constructor(
    private readonly dialect: ReadingDialect,
    { dateFormat = [ISO], timeZone }: Pick<CsvSettings, 'dateFormat' | 'timeZone'>,
  ) {
    this.formats = dateFormat;
    this.zone = timeZone;
  }

  /** Whether nothing but ISO is asked for. */
  get isIso(): boolean {
    return this.formats.length === 1 && this.formats[0] === ISO;
  }

  /** The day in a text, DATE; NULL where no format fits, or two of them mean different days. */
  parsed(text: string): string {
    const days = this.days(text);
    if (days.length === 1) return days[0]!;
    // 01/10/19 is a day of the year 19 under %Y: a day that can be comes before one that cannot.
    return `CASE WHEN ${this.ambiguous(text)} THEN NULL ELSE coalesce(${[...this.plausible(text), ...days].join(', ')}) END`;
  }

  /** The condition that two formats fit a text and mean different days. */
  ambiguous(text: string): string {
    const days = this.plausible(text);
    const pairs = days.flatMap((day, i) => days.slice(i + 1).map((other) => `coalesce(${day} <> ${other}, FALSE)`));
    return pairs.length === 0 ? 'FALSE' : pairs.join(' OR ');
  }

  private days(text: string): string[] {
    return this.formats.map((format) => dayUnder(this.dialect, text, format, this.zone));
  }

  private plausible(text: string): string[] {
    return this.days(text).map((day) => `CASE WHEN ${isPlausibleDay(day)} THEN ${day} END`);
  }
}
