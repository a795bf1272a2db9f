/**
 * The values of one well-formed record, in text without its line end: the grammar of `findRecordEnd`. In a record that
 * is none (an unclosed quote), what can be told apart.
 */
export function splitFields(record: string, separator: string): string[] {
  const fields: string[] = [];
  let at = 0;
  do {
    const field = record[at] === '"' ? quotedField(record, at) : bareField(record, at, separator);
    fields.push(field.value);
    at = field.end + 1;
  } while (at <= record.length);
  return fields;
}

interface Field {
  value: string;
  /** Where the separator after it stands, or the length of the record. */
  end: number;
}

function bareField(record: string, start: number, separator: string): Field {
  const found = record.indexOf(separator, start);
  const end = found < 0 ? record.length : found;
  return { value: record.slice(start, end), end };
}

function quotedField(record: string, start: number): Field {
  let end = start + 1;
  for (; end < record.length; end++) {
    if (record[end] !== '"') continue;
    if (record[end + 1] !== '"') break;
    end++;
  }
  return { value: record.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
}

/** A record that every CSV reader splits into exactly these values; without a line end. */
export function joinFields(fields: string[], separator: string): string {
  return fields
    .map((value) => (needsQuotes(value, separator) ? `"${value.replaceAll('"', '""')}"` : value))
    .join(separator);
}

function needsQuotes(value: string, separator: string): boolean {
  return value.includes(separator) || /["\r\n]/.test(value);
}
