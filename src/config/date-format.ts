/** Stands among date formats for what is read without one: an ISO day or date-time. */
export const ISO = 'ISO';

/** Instants as seconds and as milliseconds since 1970-01-01 UTC. */
export const EPOCH_FORMATS = { '%s': 1, '%Q': 1000 } as const;

const SPECIFIERS = /%(-?[dmyYHIMSpbBaAjfgnzZ%])/g;

/** What, put together, says a day. */
const DAYS = [
  [/%-?d/, /%(-?m|b|B)/, /%-?[yY]/],
  [/%-?j/, /%-?[yY]/],
];

/** What is wrong with a date format, as what was expected instead; null for a format that says a day. */
export function dateFormatFault(format: string): string | null {
  if (format === ISO || Object.hasOwn(EPOCH_FORMATS, format)) return null;
  const unknown = format.replace(SPECIFIERS, '').match(/%.?/);
  if (unknown !== null) {
    return `a strptime format such as %d/%m/%Y, ISO, %s (epoch seconds) or %Q (milliseconds): ${unknown[0]} is not known`;
  }
  const saysDay = DAYS.some((parts) => parts.every((part) => part.test(format)));
  return saysDay ? null : 'a format with day, month and year, such as %d/%m/%Y';
}

/** Formats given as one text (`%d-%m-%Y|%d/%m/%Y`) or as several. */
export function dateFormatList(given: unknown): unknown {
  const list = typeof given === 'string' ? [given] : given;
  if (!Array.isArray(list)) return list;
  const formats = list.flatMap((entry: unknown) => (typeof entry === 'string' ? entry.split('|') : [entry]));
  return [...new Set(formats.map((entry) => (typeof entry === 'string' ? entry.trim() : entry)))];
}

/** Whether the calendar of that place is known: `America/Santiago`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Z]/i.test(name);
  } catch {
    return false;
  }
}
