import { epochDay } from '../../config/calendar';
import { ISO } from '../../config/date-format';
import { plainName } from './column-names';
import { monthOf, weekdayNamed } from './date-words';

/** One way to read a text as a day. */
export interface DateReading {
  /** strptime format, or ISO. */
  format: string;
  /** Epoch day. */
  day: number;
}

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})([ T]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?( ?([+-]\d{2}(:?\d{2})?|Z|UTC|GMT))?)?$/;
const TIME =
  /(\d{1,2}):(\d{2})(?::(\d{2})(?:([.,])(\d{1,9}))?)?([\s\u00a0\u202f]*)([ap]\.?[\s\u00a0\u202f]?m\b\.?)?(?:( ?)([+-]\d{2}:?\d{2}|Z\b|[A-Z]{3,4}(?![\p{L}])))?/iu;

/** No day is written at such length; a text without end would be looked at without end. */
const MOST_CHARS = 100;

/** All ways to read a text as a plausible day, ISO alone where it is that. */
export function dateReadings(text: string): DateReading[] {
  if (text.length > MOST_CHARS) return [];
  const iso = ISO_DATE.exec(text);
  if (iso !== null) return reading(ISO, Number(iso[1]), Number(iso[2]), Number(iso[3]));
  if (/^\d+(\.0*)?$/.test(text)) return digitReadings(text.replace(/\.0*$/, ''));
  const time = TIME.exec(text);
  if (time === null) return datePart([{ text }]);
  const before = text.slice(0, time.index);
  const after = text.slice(time.index + time[0].length);
  return datePart([{ text: before }, { format: timeFormat(time) }, { text: after }]);
}

function timeFormat(time: RegExpExecArray): string {
  const [, , , seconds, point, fraction, blank = '', half, zoneBlank = '', zone] = time;
  const clock = `${half === undefined ? '%H' : '%I'}:%M${seconds === undefined ? '' : ':%S'}`;
  const parts = fraction === undefined ? '' : `${point}${fraction.length > 6 ? '%n' : '%f'}`;
  const spaced = half === undefined ? (zone === undefined ? '' : blank) : `${blank === '' ? '' : ' '}%p`;
  const zoned = zone === undefined ? '' : `${zoneBlank}${/^[+-]|^z$/i.test(zone) ? '%z' : '%Z'}`;
  return `${clock}${parts}${spaced}${zoned}${half === undefined && zone === undefined ? blank : ''}`;
}

/** Days without any separator, and instants. */
function digitReadings(text: string): DateReading[] {
  const time = { 8: '', 6: '', 12: '%H%M', 14: '%H%M%S' }[text.length];
  const year = text.length === 6 ? 2 : 4;
  const at = (from: number, length: number): number => Number(text.slice(from, from + length));
  const days =
    time === undefined
      ? []
      : [
          ...reading(`%${year === 2 ? 'y' : 'Y'}%m%d${time}`, at(0, year), at(year, 2), at(year + 2, 2)),
          ...reading(`%d%m%${year === 2 ? 'y' : 'Y'}${time}`, at(4, year), at(2, 2), at(0, 2)),
          ...reading(`%m%d%${year === 2 ? 'y' : 'Y'}${time}`, at(4, year), at(0, 2), at(2, 2)),
        ];
  const instant = (format: string, perDay: number): DateReading[] => {
    const day = Math.floor(Number(text) / perDay);
    return isPlausible(day) ? [{ format, day }] : [];
  };
  if (/^\d{9,10}$/.test(text)) return instant('%s', 86_400);
  return /^\d{12,13}$/.test(text) ? [...days, ...instant('%Q', 86_400_000)] : days;
}

interface Piece {
  text?: string;
  format?: string;
}

interface Token {
  /** Part of the format, or a number whose meaning is open. */
  format: string | null;
  digits: string;
}

/** The day in the pieces around a time: numbers, a month's name, words and signs between them. */
function datePart(pieces: readonly Piece[]): DateReading[] {
  let month: number | null = null;
  const tokens = pieces.flatMap(({ text, format }): Token[] => {
    if (format !== undefined) return [{ format, digits: '' }];
    return (text!.match(/\d+|\p{L}+\.?|[^\d\p{L}]+/gu) ?? []).map((token) => {
      if (/^\d/.test(token)) return { format: null, digits: token };
      const word = plainName(token);
      const named = monthOf(word);
      if (named !== null && month === null) {
        month = named;
        return { format: '%b', digits: '' };
      }
      return { format: weekdayNamed(word) ? '%a' : token.replaceAll('%', '%%'), digits: '' };
    });
  });
  const numbers = tokens.filter(({ format }) => format === null).map(({ digits }) => digits);
  return orders(numbers, month !== null).flatMap((order) => {
    let next = 0;
    const format = tokens.map((token) => token.format ?? `%${order[next++]}`).join('');
    const numberOf = (letters: string): number =>
      Number(numbers[order.findIndex((letter) => letters.includes(letter))]);
    return reading(format.trim(), numberOf('yY'), month ?? numberOf('m'), numberOf('d'));
  });
}

type Part = 'd' | 'm' | 'y' | 'Y';

/** What the numbers of a date may mean, the usual order first. */
function orders(numbers: readonly string[], named: boolean): Part[][] {
  const lengths = numbers.map(({ length }) => (length === 4 ? 4 : length <= 2 ? 2 : 0));
  const parts = named ? 2 : 3;
  if (lengths.length !== parts || lengths.includes(0) || lengths.filter((length) => length === 4).length > 1) return [];
  const between: Part[][] = named
    ? [['d']]
    : [
        ['d', 'm'],
        ['m', 'd'],
      ];
  if (lengths[0] === 4) return [...between].reverse().map((order): Part[] => ['Y', ...order]);
  if (lengths[parts - 1] === 4) return between.map((order): Part[] => [...order, 'Y']);
  if (lengths.includes(4)) return [];
  return [...between.map((order): Part[] => [...order, 'y']), named ? ['y', 'd'] : ['y', 'm', 'd']];
}

/** The reading, where the calendar has such a day and a purchase can have it. */
function reading(format: string, year: number, month: number, day: number): DateReading[] {
  const full = year >= 100 ? year : year < 69 ? 2000 + year : 1900 + year;
  const date = new Date(Date.UTC(full, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || full < 1970 || full > 2099) return [];
  return [{ format, day: epochDay(date.toISOString().slice(0, 10)) }];
}

function isPlausible(day: number): boolean {
  return day >= 0 && day < 47_482;
}
