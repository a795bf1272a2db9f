import type { Engine } from '../engine/engine';

/** Stands for what is read without a format. */
export const ISO = 'ISO';

const DAYS = [
  '%d/%m/%Y',
  '%m/%d/%Y',
  '%Y/%m/%d',
  '%d-%m-%Y',
  '%m-%d-%Y',
  '%d.%m.%Y',
  '%Y.%m.%d',
  '%Y%m%d',
  '%d/%m/%y',
  '%m/%d/%y',
  '%d-%b-%Y',
  '%d %b %Y',
  '%d-%b-%y',
  '%b %d, %Y',
];
const TIMES = ['', ' %H:%M', ' %H:%M:%S', ' %I:%M %p', ' %I:%M:%S %p'];

/**
 * Of the usual ways to write a day (or a moment), those that fit every date refused in `staged_lines`. Only for
 * advice: a file is never read in a format nobody named.
 */
export async function fittingDateFormats(engine: Engine, tried: string | undefined): Promise<string[]> {
  const { dialect } = engine;
  const formats = DAYS.flatMap((day) => TIMES.map((time) => `${day}${time}`)).filter((format) => format !== tried);
  const parsers = formats.map((format) => [format, dialect.parseDate('valor', format)] as const);
  const all = tried === undefined ? parsers : [[ISO, dialect.parseIsoDate('valor')] as const, ...parsers];
  const counts = all.map(([, parsed], i) => `count(${parsed}) AS f${i}`);
  const [row] = await engine.rows<Record<string, number>>(`
    SELECT count(*) AS refused, ${counts.join(', ')} FROM staged_lines WHERE motivo = 'fecha_invalida'`);
  return all.filter((_, i) => row![`f${i}`] === row!['refused']).map(([format]) => format);
}
