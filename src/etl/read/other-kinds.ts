import { RecompraError } from '../../config/errors';
import { shellWord } from '../../config/shell-word';
import { firstBytes, openText } from '../../csv/input-text';
import type { InputObject } from '../../storage/inputs/input-object';

interface Kind {
  what: string;
  /** First bytes in hexadecimal. */
  magic?: string;
  /** What the first bytes hold besides, one character each. */
  pattern?: RegExp;
  /** What to do; the file's name in shell quotes is given. */
  remedy(file: string): string;
}

const unpack = (what: string, magic: string, command: string): Kind => ({
  what,
  magic,
  remedy: (file) => `unpack it first: ${command} ${file} > lines.csv`,
});
const convert = (what: string, magic: string): Kind => ({ what, magic, remedy: () => 'export it as Parquet or CSV' });

const SAVE_SHEET = 'open it in the program that wrote it and save the sheet as “CSV UTF-8”';
const saveSheet = () => SAVE_SHEET;

/** Files that are taken for CSV, by how they begin; the first that fits. */
const KINDS: readonly Kind[] = [
  {
    what: 'an Excel or other office workbook',
    magic: '504b0304',
    pattern: /\[Content_Types\]|xl\/|mimetype/,
    remedy: saveSheet,
  },
  unpack('a zip archive', '504b0304', 'unzip -p'),
  unpack('a zip archive', '504b0506', 'unzip -p'),
  { what: 'an Excel workbook (xls) or other old office file', magic: 'd0cf11e0a1b1', remedy: saveSheet },
  { ...unpack('bzip2', '425a68', 'bunzip2 -c'), pattern: /^BZh[1-9]/ },
  unpack('Zstandard', '28b52ffd', 'zstd -dc'),
  unpack('xz', 'fd377a585a00', 'xz -dc'),
  unpack('LZ4', '04224d18', 'lz4 -dc'),
  unpack('a 7-Zip archive', '377abcaf271c', '7z x -so'),
  unpack('a RAR archive', '526172211a', 'unrar p -inul'),
  { what: 'a tar archive', pattern: /^[\s\S]{257}ustar/, remedy: (file) => `unpack it first: tar -xf ${file}` },
  {
    what: 'a PDF document',
    pattern: /^\s*%PDF-/,
    remedy: () => 'ask for the lines as CSV: a printed page is no table',
  },
  convert('an SQLite database', Buffer.from('SQLite format 3').toString('hex')),
  convert('an ORC file', '4f524303'),
  convert('an ORC file', '4f52430a'),
  convert('an Avro file', '4f626a01'),
  convert('an Arrow file', '4152524f5731'),
  convert('encrypted Parquet', '50415245'),
  {
    what: 'JSON',
    pattern: /^(\xef\xbb\xbf)?\s*(\[\s*)?\{\s*("|\})/,
    remedy: () => 'export it as CSV: a header, and one row per purchase line',
  },
  {
    what: 'a web page',
    pattern: /^(\xef\xbb\xbf)?\s*<(!doctype html|html|head|body|table|meta|style)\b/i,
    remedy: () => `if a browser shows a table, ${SAVE_SHEET}; a page that asks for a login is no file of lines at all`,
  },
  { what: 'XML', pattern: /^(\xef\xbb\xbf)?\s*<\?xml\b/i, remedy: saveSheet },
];

/** Bytes looked at: enough for the names at the start of a workbook, and for the mark of a tar archive. */
const LOOKED_AT = 2048;

/** A data error that calls the file by its name, where its first bytes (stored, or unpacked) are not those of text. */
export async function refuseOtherKinds(input: InputObject): Promise<void> {
  const stored = await firstBytes(await input.open(), LOOKED_AT);
  const unpacked = stored[0] === 0x1f && stored[1] === 0x8b;
  const bytes = unpacked
    ? await firstBytes(await openText(input, { encoding: 'utf-8' }), LOOKED_AT).catch(() => stored)
    : stored;
  const text = bytes.toString('latin1');
  const hex = bytes.subarray(0, 16).toString('hex');
  const kind = KINDS.find(({ magic = '', pattern = /^/ }) => hex.startsWith(magic) && pattern.test(text));
  if (kind === undefined) return;
  throw new RecompraError(
    'data',
    `${input.name} is ${unpacked ? `gzip of ${kind.what}` : kind.what}; expected CSV or Parquet`,
    {
      remedy: kind.remedy(shellWord(input.name)),
    },
  );
}
