/** Arrow's number for timestamps among its types. */
const TIMESTAMP = 10;

/**
 * Time zones by column name from an Arrow schema (an IPC message, a flatbuffer), which writers keep in Parquet under
 * `ARROW:schema`: the format's own columns of instants do not say where they were written. Empty where it cannot be
 * read. Layout: https://github.com/apache/arrow/blob/main/format/Schema.fbs
 */
export function arrowTimeZones(message: Buffer): Map<string, string> {
  const zones = new Map<string, string>();
  try {
    // A mark and the length come first.
    const buffer = message.readUInt32LE(0) === 0xffffffff ? message.subarray(8) : message.subarray(4);
    const schema = table(buffer, child(buffer, root(buffer), 2));
    for (const field of vector(buffer, schema, 1)) {
      if (field.number(2) !== TIMESTAMP) continue;
      const zone = table(buffer, child(buffer, field, 3)).text(1);
      const name = field.text(0);
      if (zone !== null && name !== null) zones.set(name, zone);
    }
  } catch {
    return new Map();
  }
  return zones;
}

/** One table of a flatbuffer. */
interface Table {
  /** Where field number `field` lies, or null where it is not there. */
  at(field: number): number | null;
  /** A field of one byte. */
  number(field: number): number | null;
  text(field: number): string | null;
}

function root(buffer: Buffer): Table {
  return table(buffer, buffer.readUInt32LE(0));
}

function table(buffer: Buffer, position: number): Table {
  const slots = position - buffer.readInt32LE(position);
  const size = buffer.readUInt16LE(slots);
  const at = (field: number): number | null => {
    const slot = 4 + 2 * field;
    const offset = slot < size ? buffer.readUInt16LE(slots + slot) : 0;
    return offset === 0 ? null : position + offset;
  };
  return {
    at,
    number: (field) => (at(field) === null ? null : buffer.readUInt8(at(field)!)),
    text: (field) => {
      const found = at(field);
      if (found === null) return null;
      const start = found + buffer.readUInt32LE(found);
      return buffer.toString('utf8', start + 4, start + 4 + buffer.readUInt32LE(start));
    },
  };
}

/** Where the table that a field points to begins. */
function child(buffer: Buffer, parent: Table, field: number): number {
  const at = parent.at(field)!;
  return at + buffer.readUInt32LE(at);
}

function vector(buffer: Buffer, parent: Table, field: number): Table[] {
  const start = child(buffer, parent, field);
  const length = buffer.readUInt32LE(start);
  return Array.from({ length }, (_, i) => {
    const at = start + 4 + 4 * i;
    return table(buffer, at + buffer.readUInt32LE(at));
  });
}
