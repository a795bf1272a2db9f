/** What the scanner must find, written the slow and obvious way: on the whole text, a character at a time. */
export interface ReferenceRecord {
  kind: 'regular' | 'irregular' | 'blank' | string;
  line: number;
  text: string;
  fields: string[];
}

/** `text` holds one character a byte (latin1). */
export function referenceRecords(text: string, separator: string, fieldCount: number): ReferenceRecord[] {
  const records: ReferenceRecord[] = [];
  let rest = text;
  let line = 1;
  while (rest !== '') {
    const record = firstRecord(rest, separator, fieldCount);
    records.push({ kind: record.kind, line, text: record.text, fields: record.fields });
    line += record.text.split(/\r\n|\r|\n/).length;
    rest = rest.slice(record.text.length).replace(/^(\r\n|\r|\n)/, '');
  }
  return records;
}

type FirstRecord = Omit<ReferenceRecord, 'line'>;

function firstRecord(rest: string, separator: string, fieldCount: number): FirstRecord {
  const physicalLine = /^[^\r\n]*/.exec(rest)![0];
  if (physicalLine === '') return { kind: 'blank', text: '', fields: [] };
  const record = quotedRecord(rest, separator);
  const severalLines = record !== null && /[\r\n]/.test(record.text);
  if (record === null || (severalLines && record.fields.length !== fieldCount)) {
    return { kind: 'comillas_sin_cerrar', text: physicalLine, fields: [] };
  }
  return { ...record, kind: kindOf(record, severalLines, fieldCount) };
}

function kindOf(record: { text: string; fields: string[]; bareQuotes: boolean }, severalLines: boolean, count: number) {
  if (record.text.includes('\0')) return 'byte_nulo';
  if (record.fields.length !== count) return record.fields.length > count ? 'campos_de_mas' : 'campos_de_menos';
  if (!isValidUtf8(record.text)) return 'codificacion';
  return severalLines || record.bareQuotes ? 'irregular' : 'regular';
}

function isValidUtf8(latin1: string): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(latin1, 'latin1'));
    return true;
  } catch {
    return false;
  }
}

/** Null where the quotes are no CSV. */
function quotedRecord(rest: string, separator: string): { text: string; fields: string[]; bareQuotes: boolean } | null {
  const quoted = /^"((?:[^"]|"")*)"/;
  const bare = new RegExp(`^[^${separator}\r\n]*`);
  const fields: string[] = [];
  let bareQuotes = false;
  let at = 0;
  for (;;) {
    const tail = rest.slice(at);
    const field = tail.startsWith('"') ? quoted.exec(tail) : bare.exec(tail);
    if (field === null) return null;
    if (!tail.startsWith('"') && field[0].includes('"')) bareQuotes = true;
    fields.push(field[1]?.replaceAll('""', '"') ?? (tail.startsWith('"') ? '' : field[0]));
    at += field[0].length;
    if (at === rest.length || /[\r\n]/.test(rest[at]!)) return { text: rest.slice(0, at), fields, bareQuotes };
    if (rest[at] !== separator) return null;
    at++;
  }
}
