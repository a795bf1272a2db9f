import { ANY_MONTH, ANY_WEEKDAY, MONTHS } from '../../config/month-names';
import { literal } from './duckdb-quoting';

const DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const TIME = '[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?';
/** How far from UTC: an offset, or UTC by name. */
const OFFSET = '[+-][0-9]{2}(:?[0-9]{2})?';
const ZONE = `(${OFFSET}|Z|UTC|GMT)`;

/** The day of an instant (TIMESTAMP WITH TIME ZONE) in a place. */
export function dayIn(instant: string, zone: string): string {
  return `CAST(timezone(${literal(zone)}, ${instant}) AS DATE)`;
}

/** ISO day or date-time to DATE: the day as written, or that of `zone` for instants (with an offset). */
export function parseIsoDate(text: string, zone?: string): string {
  // Casts know neither a time without seconds, nor names of UTC, nor an offset that stands apart.
  const seconds = `regexp_replace(${text}, '^(.{16})( ?[A-Z+-].*)$', '\\1:00\\2')`;
  const instant = `regexp_replace(regexp_replace(${seconds}, ' ?(Z|UTC|GMT)$', '+00'), ' ([+-])', '\\1')`;
  const zoned =
    zone === undefined
      ? ''
      : `WHEN regexp_full_match(${text}, '${DAY}${TIME} ?${ZONE}') THEN ${dayIn(`TRY_CAST(${instant} AS TIMESTAMPTZ)`, zone)}`;
  // The round trip refuses what a cast forgives (2014-1-5, 2014/01/05); only other spellings pay for the regex.
  return `CASE WHEN CAST(TRY_CAST(${text} AS DATE) AS VARCHAR) = ${text} AND strlen(${text}) = 10 THEN TRY_CAST(${text} AS DATE)
          ${zoned}
          WHEN regexp_full_match(${text}, '${DAY}${TIME}( ?${ZONE})?') THEN TRY_CAST(substr(${text}, 1, 10) AS DATE) END`;
}

/** Seconds since 1970 (`perSecond` 1) or parts of them to DATE, in UTC or in `zone`; NULL for years before 1973. */
export function parseEpoch(text: string, perSecond: 1 | 1000, zone?: string): string {
  const digits = perSecond === 1 ? '[0-9]{9,10}' : '[0-9]{12,13}';
  const micros = `TRY_CAST(split_part(${text}, '.', 1) AS BIGINT) * ${1_000_000 / perSecond}`;
  const moment = `make_timestamp(${micros})`;
  const day = zone === undefined ? `CAST(${moment} AS DATE)` : dayIn(`timezone('UTC', ${moment})`, zone);
  return `CASE WHEN regexp_full_match(${text}, '${digits}([.][0-9]*)?') THEN ${day} END`;
}

/**
 * Text to DATE under a strptime format: the day as written whatever the offset, or that of `zone` for a format with
 * `%z`. Names of months and weekdays may be Spanish, English, Portuguese or German, `a. m.` and `p. m.` too.
 */
export function parseFormattedDate(text: string, format: string, zone?: string): string {
  const spelt = withoutWords({ text, format });
  if (!/%z/i.test(format)) return `CAST(${strptime(spelt)} AS DATE)`;
  if (zone !== undefined)
    return dayIn(strptime({ ...spelt, text: `regexp_replace(${spelt.text}, '(Z|UTC|GMT|z|utc|gmt)$', '+00')` }), zone);
  return `CAST(${strptime(withoutOffset(spelt))} AS DATE)`;
}

interface Spelling {
  /** SQL expression. */
  text: string;
  format: string;
}

function strptime({ text, format }: Spelling): string {
  return `try_strptime(${text}, ${literal(format)})`;
}

/** An offset or a zone's name at the end, or between blanks. */
function withoutOffset({ text, format }: Spelling): Spelling {
  const zone = format.includes('%Z') ? `([+-]?[0-9:]*[A-Za-z][A-Za-z_/+-]*|${OFFSET})` : `(?i)${ZONE}`;
  const atEnd = /%z$/i.test(format);
  const pattern = atEnd ? `[ ]*${zone}$` : ` ${zone} `;
  return {
    text: `regexp_replace(${text}, ${literal(pattern)}, ${atEnd ? "''" : "' '"})`,
    format: atEnd ? format.replace(/ *%z$/i, '') : format.replace(/ %z /i, ' '),
  };
}

/** Words that strptime does not know made into those it does, where the format has any. */
function withoutWords({ text, format }: Spelling): Spelling {
  if (!/%[bBaAp]/.test(format)) return { text, format };
  const lower = {
    text: `translate(strip_accents(lower(${text})), '\u00a0\u202f', '  ')`,
    format: format.replace(/(%-?[A-Za-z%])|[^%]/g, (part, specifier?: string) => specifier ?? part.toLowerCase()),
  };
  const weekdayFirst = format.search(/%[aA]/) < format.search(/%[bB]/);
  const steps = weekdayFirst ? [weekdayless, monthNumbered] : [monthNumbered, weekdayless];
  const known = [...steps, plainHalfDay].reduce((spelling, step) => step(spelling), lower);
  // A blank that begins the format would have to be there twice.
  return {
    text: `trim(regexp_replace(${known.text}, ' +', ' ', 'g'))`,
    format: known.format.replace(/ +/g, ' ').trim(),
  };
}

function weekdayless({ text, format }: Spelling): Spelling {
  if (!/%[aA]/.test(format)) return { text, format };
  return { text: `regexp_replace(${text}, '${ANY_WEEKDAY}', '')`, format: format.replace(/%[aA][.]?/, '') };
}

function monthNumbered({ text, format }: Spelling): Spelling {
  if (!/%[bB]/.test(format)) return { text, format };
  const word = `regexp_extract(${text}, '${ANY_MONTH}', 1)`;
  const names = MONTHS.flat().map(literal);
  // Leading blanks and zeros do not matter to strptime, but where digits follow: 01ene2024.
  const numbers = MONTHS.flatMap((same, i) => same.map(() => literal(String(i + 1).padStart(2, '0'))));
  // The text is named as seldom as can be: it is an expression, and several formats multiply it.
  const number = `list_extract([${numbers.join(', ')}], list_position([${names.join(', ')}], ${word}))`;
  return {
    text: `regexp_replace(${text}, '${ANY_MONTH}', ${number})`,
    format: format.replace(/%[bB][.]?/, '%m'),
  };
}

function plainHalfDay({ text, format }: Spelling): Spelling {
  if (!format.includes('%p')) return { text, format };
  return { text: `regexp_replace(${text}, '([ap])[.]? ?m[.]?', '\\1m')`, format };
}
