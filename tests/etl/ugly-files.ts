import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { SettingsInput } from '../../src/config/settings';
import type { ReferenceReading } from './reference-lines';
import { realDay } from './reference-lines';

/** A file to be read under the settings of its dialect. */
export interface UglyFile {
  /** As it is stored. */
  stored: Buffer;
  /** Its text as UTF-8 bytes, one character a byte; bytes that are no text in its encoding stay wrong. */
  utf8: string;
  reading: ReferenceReading;
}

/** Settings, and files that are meant for them. */
export interface UglyDialect {
  name: string;
  csv: NonNullable<SettingsInput['csv']>;
  file: fc.Arbitrary<UglyFile>;
}

const COLUMNS = ['fecha_compra', 'usuario', 'producto', 'cantidad', 'precio'];
const SPELLINGS = (name: string): string[] => [
  name,
  name,
  ` ${name.toUpperCase()}  `,
  `"${name}"`,
  name.replace('_', ' '),
];

const QUANTITIES =
  '1|2|03|+4|5.|6.000||0|-0|-1|2.5|1e3|1E2|1000000|1000001|9223372036854775807|9223372036854775808|-9223372036854775808|-9223372036854775809|99999999999999999999999|1e308|1_000|0x10|0b1|tres|NaN|inf|1,5|1 000|½|١٢|１２|--1|+-1|1-|true|1.0.0|=1+1'.split(
    '|',
  );
const PRICES =
  '0|-0|12.5|.5|1e2|1.|0.0001|1e-400|5e-324||-0.01|free|Infinity|-inf|nan|NaN|1e308|1e309|1e12|1000000000001|1e13|1_0|"3,5"|$5|5€|1.5.2|1e|e5|0x1p3|+7|--7|1.7976931348623157e308|9007199254740993|12.5 |1d|1f|null'.split(
    '|',
  );
const TEXTS =
  'u1|u 2|"u,3"|"u""4"|ñu5|6\t||  |=SUM(A1)|+1|-2+3|@x|u"7|"u\n8"|"u\r\n9"|NULL|\u00a0|🍎|e\u0301|\u202eabc|a\\|\'|--|#N/A|"|""|" "|\u0085|\u2028|\u0001'.split(
    '|',
  );

/** Day, month and year as ten kinds of exports write them: strptime format, and how to write and read it. */
export const DATE_STYLES: readonly {
  format: string;
  write(y: string, m: string, d: string): string;
  pattern: RegExp;
}[] = [
  { format: '%d/%m/%Y', write: (y, m, d) => `${d}/${m}/${y}`, pattern: /^(?<d>\d\d)\/(?<m>\d\d)\/(?<y>\d{4})$/ },
  { format: '%m/%d/%Y', write: (y, m, d) => `${m}/${d}/${y}`, pattern: /^(?<m>\d\d)\/(?<d>\d\d)\/(?<y>\d{4})$/ },
  { format: '%Y/%m/%d', write: (y, m, d) => `${y}/${m}/${d}`, pattern: /^(?<y>\d{4})\/(?<m>\d\d)\/(?<d>\d\d)$/ },
  { format: '%d-%m-%Y', write: (y, m, d) => `${d}-${m}-${y}`, pattern: /^(?<d>\d\d)-(?<m>\d\d)-(?<y>\d{4})$/ },
  { format: '%d.%m.%Y', write: (y, m, d) => `${d}.${m}.${y}`, pattern: /^(?<d>\d\d)\.(?<m>\d\d)\.(?<y>\d{4})$/ },
  { format: '%Y%m%d', write: (y, m, d) => `${y}${m}${d}`, pattern: /^(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)$/ },
  { format: '%Y.%m.%d', write: (y, m, d) => `${y}.${m}.${d}`, pattern: /^(?<y>\d{4})\.(?<m>\d\d)\.(?<d>\d\d)$/ },
  { format: '%m-%d-%Y', write: (y, m, d) => `${m}-${d}-${y}`, pattern: /^(?<m>\d\d)-(?<d>\d\d)-(?<y>\d{4})$/ },
  {
    format: '%d/%m/%Y %H:%M',
    write: (y, m, d) => `${d}/${m}/${y} 23:59`,
    pattern: /^(?<d>\d\d)\/(?<m>\d\d)\/(?<y>\d{4}) ([01]\d|2[0-3]):[0-5]\d$/,
  },
];

const calendar = fc.tuple(
  fc.constantFrom('2014', '2015', '2016', '1969', '1970', '2099', '2100', '1900', '9999'),
  fc.integer({ min: 0, max: 13 }).map((n) => String(n).padStart(2, '0')),
  fc.integer({ min: 0, max: 32 }).map((n) => String(n).padStart(2, '0')),
);
const ODD_DATES = [
  '',
  '2014-10-02T23:59:59Z',
  '2014-10-02 08:00',
  '2014-2-3',
  'infinity',
  'epoch',
  'today',
  '0',
  'x',
  '2014-10-01x',
  '٢٠١٤-١٠-٠١',
];

/** Dates in ISO, or in the style that the dialect names; others among them. */
function dates(style?: (typeof DATE_STYLES)[number]): fc.Arbitrary<string> {
  const iso = calendar.map(([y, m, d]) => `${y}-${m}-${d}`);
  const plain = style === undefined ? '2014-10-01' : style.write('2014', '10', '01');
  // What strptime forgives under a format (1/2/2014) is no matter of ours: such texts are left to ISO.
  const own = style === undefined ? fc.constantFrom(...ODD_DATES) : calendar.map(([y, m, d]) => style.write(y, m, d));
  return fc.oneof(
    { weight: 10, arbitrary: fc.constant(plain) },
    { weight: 3, arbitrary: own },
    { weight: 1, arbitrary: style === undefined ? iso : fc.constantFrom('', 'x', '2014-10-01T') },
    { weight: 1, arbitrary: fc.constantFrom(...DATE_STYLES).map((other) => other.write('2014', '10', '33')) },
  );
}

const mostly = (plain: string, odd: readonly string[], other: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 10, arbitrary: fc.constant(plain) },
    { weight: 5, arbitrary: fc.constantFrom(...odd) },
    { weight: 1, arbitrary: other },
  );

const anyText = fc.oneof(fc.string({ maxLength: 5 }), fc.string({ unit: 'grapheme', maxLength: 4 }), fc.constant('\0'));
const anyNumber = fc.oneof(
  fc.double().map(String),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  fc.double({ min: -1e6, max: 1e7, noNaN: true }).map((value) => value.toFixed(3)),
  anyText,
);

interface Shape {
  separator: string;
  decimal: '.' | ',';
  style?: (typeof DATE_STYLES)[number];
}

function record(columns: readonly string[], { separator, decimal, style }: Shape): fc.Arbitrary<string> {
  const fields: Record<string, fc.Arbitrary<string>> = {
    fecha_compra: dates(style),
    usuario: mostly('u1', TEXTS, anyText),
    producto: mostly('p1', TEXTS, anyText),
    cantidad: mostly('3', QUANTITIES, anyNumber),
    precio: mostly(`12${decimal}5`, PRICES, anyNumber),
  };
  const whole = columns.map((name) => fields[name] ?? mostly('', TEXTS, anyText));
  const odd = ['', ' ', separator.repeat(columns.length - 1), separator.repeat(9), 'a', '"', `2014${separator}"u`];
  return fc.oneof(
    { weight: 15, arbitrary: fc.tuple(...whole).map((values) => values.join(separator)) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
    { weight: 1, arbitrary: anyText },
  );
}

const lineEnds = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('\n', '\r\n', '\r').map((end) => () => end) },
  // A file that several programs have written to.
  {
    weight: 1,
    arbitrary: fc.infiniteStream(fc.constantFrom('\n', '\r\n', '\r')).map((ends) => () => ends.next().value),
  },
);

/** Columns nobody asked for; some have names that we or the engine use. */
const EXTRAS = [
  'tienda',
  'nota',
  'tienda',
  'id',
  'valor',
  'motivo',
  'record',
  'file_row_number',
  'unused_0',
  'fecha',
  'ticket',
];

/** The text of a file: a header of any spelling, order and further columns, then lines. */
function text(shape: Shape): fc.Arbitrary<{ content: string; columns: string[] }> {
  const columns = fc
    .tuple(fc.shuffledSubarray(EXTRAS, { maxLength: 7 }), fc.boolean())
    .chain(([more, shuffled]) =>
      shuffled
        ? fc.shuffledSubarray([...COLUMNS, ...more], { minLength: COLUMNS.length + more.length })
        : fc.constant(COLUMNS),
    );
  return columns.chain((names) =>
    fc
      .record({
        header: fc.tuple(...names.map((name) => fc.constantFrom(...SPELLINGS(name)))),
        lines: fc.array(record(names, shape), { minLength: 0, maxLength: 25 }),
        end: lineEnds,
        start: fc.constantFrom('', '', '', '\ufeff', '\n', '\r\n\n', '\ufeff\n'),
        last: fc.constantFrom('', '\n', '\r\n', '\n\n', '\n ', '\n"'),
      })
      .map(({ header, lines, end, start, last }) => {
        const body = lines.map((line) => end() + line).join('');
        return { content: start + header.join(shape.separator) + body + last, columns: names };
      }),
  );
}

function utf8File(shape: Shape, priceIs: 'ticket' | 'unit' = 'ticket'): fc.Arbitrary<UglyFile> {
  const damage = fc.option(fc.tuple(fc.nat(), fc.constantFrom(0xff, 0xc3, 0xe9, 0x00, 0x80, 0xf0)), {
    freq: 3,
    nil: null,
  });
  return fc
    .tuple(text(shape), damage, fc.constantFrom('plain', 'plain', 'gzip'))
    .map(([{ content, columns }, hit, packed]) => {
      const bytes = Buffer.from(content, 'utf8');
      // The header stays whole: a file without one is refused as a whole, which is another property.
      const header = content.search(/[^\ufeff\r\n][\r\n]/) + 2;
      const from = Buffer.byteLength(content.slice(0, header));
      if (hit !== null && header > 1 && bytes.length > from) bytes[from + (hit[0] % (bytes.length - from))] = hit[1];
      const stored = packed === 'gzip' ? gzipSync(bytes, { level: 1 }) : bytes;
      return { stored, utf8: bytes.toString('latin1'), reading: { ...shape, priceIs, columns, ...dayOf(shape) } };
    });
}

function dayOf({ style }: Shape): Pick<ReferenceReading, 'day'> {
  if (style === undefined) return {};
  return {
    day: (written) => {
      const { y, m, d } = style.pattern.exec(written)?.groups ?? {};
      return y === undefined ? null : realDay(y, m!, d!);
    },
  };
}

/** What Windows-1252 can write, and how UTF-8 writes it. */
function latin1File(shape: Shape): fc.Arbitrary<UglyFile> {
  return text(shape).map(({ content, columns }) => {
    const known = content.replace('\ufeff', '').replace(/[^\p{ASCII}\u00a0-\u00ff€]/gu, '?');
    const stored = Buffer.from(known.replaceAll('€', '\x80'), 'latin1');
    return { stored, utf8: Buffer.from(known, 'utf8').toString('latin1'), reading: { ...shape, columns } };
  });
}

function utf16File(shape: Shape): fc.Arbitrary<UglyFile> {
  return text(shape).map(({ content, columns }) => {
    const stored = Buffer.from(content, 'utf16le');
    return { stored, utf8: Buffer.from(content, 'utf8').toString('latin1'), reading: { ...shape, columns } };
  });
}

const contract: Shape = { separator: ',', decimal: '.' };

/** Every dialect with its share of the files. */
export const DIALECTS: readonly { weight: number; dialect: UglyDialect }[] = [
  { weight: 40, dialect: { name: 'contract', csv: {}, file: utf8File(contract) } },
  {
    weight: 15,
    dialect: {
      name: 'other separators',
      csv: {},
      file: fc.constantFrom(';', '\t', '|').chain((separator) => utf8File({ separator, decimal: '.' })),
    },
  },
  {
    weight: 10,
    dialect: { name: 'decimal comma', csv: { decimal: ',' }, file: utf8File({ separator: ';', decimal: ',' }) },
  },
  { weight: 10, dialect: { name: 'unit prices', csv: { priceIs: 'unit' }, file: utf8File(contract, 'unit') } },
  { weight: 6, dialect: { name: 'latin1', csv: { encoding: 'latin1' }, file: latin1File(contract) } },
  { weight: 6, dialect: { name: 'utf-16le', csv: { encoding: 'utf-16le' }, file: utf16File(contract) } },
  ...DATE_STYLES.map((style) => ({
    weight: 2,
    dialect: { name: style.format, csv: { dateFormat: style.format }, file: utf8File({ ...contract, style }) },
  })),
];
