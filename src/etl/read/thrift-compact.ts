/** A field of a struct in Thrift's compact protocol. Source: thrift-compact-protocol.md of Apache Thrift. */
export interface ThriftField {
  id: number;
  type: number;
  /** Bytes of the value, in [start, end). */
  start: number;
  end: number;
}

const [BYTE, I16, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT] = [3, 4, 6, 7, 8, 9, 10, 11, 12];

/** Deeper than any Parquet footer goes. */
const DEEPEST = 64;

/** Walks over values of Thrift's compact protocol. Fails with a RangeError where the bytes end before a value does. */
export class ThriftReader {
  private depth = 0;

  constructor(
    private readonly bytes: Uint8Array,
    public at = 0,
  ) {}

  /** The fields of the struct that begins here; moves behind it. */
  struct(): ThriftField[] {
    if (++this.depth > DEEPEST) throw new RangeError('structs nested too deep');
    const fields: ThriftField[] = [];
    let id = 0;
    for (;;) {
      const header = this.byte();
      if (header === 0) break;
      const type = header & 15;
      id = header >> 4 === 0 ? this.signed() : id + (header >> 4);
      const start = this.at;
      // A truth value stands in the header of its field.
      if (type > 2) this.skip(type);
      fields.push({ id, type, start, end: this.at });
    }
    this.depth--;
    return fields;
  }

  /** The length of the list that begins here; moves to its first item. */
  list(): { type: number; length: number } {
    const header = this.byte();
    return { type: header & 15, length: header >> 4 === 15 ? this.unsigned() : header >> 4 };
  }

  /** A whole number; small ones only are exact. */
  signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  private unsigned(): number {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.byte();
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  }

  private skip(type: number): void {
    if (type === STRUCT) this.struct();
    else if (type === LIST || type === SET) this.skipItems(this.list());
    else if (type === MAP) this.skipMap();
    else if (type === BINARY) this.move(this.unsigned());
    else if (type === DOUBLE) this.move(8);
    else if (type >= I16 && type <= I64) this.unsigned();
    else if (type <= BYTE) this.move(1);
    else throw new RangeError(`no Thrift type ${type}`);
  }

  private skipItems({ type, length }: { type: number; length: number }): void {
    for (let i = 0; i < length; i++) this.skip(type);
  }

  private skipMap(): void {
    const length = this.unsigned();
    if (length === 0) return;
    const types = this.byte();
    for (let i = 0; i < length; i++) {
      this.skip(types >> 4);
      this.skip(types & 15);
    }
  }

  private move(count: number): void {
    if (this.at + count > this.bytes.length) throw new RangeError('the bytes end within a value');
    this.at += count;
  }

  private byte(): number {
    this.move(1);
    return this.bytes[this.at - 1]!;
  }
}

/** A struct of these fields with the values they have in `bytes`. */
export function thriftStruct(bytes: Uint8Array, fields: readonly ThriftField[]): Buffer {
  let last = 0;
  const parts = fields.flatMap(({ id, type, start, end }) => {
    const delta = id - last;
    last = id;
    return [
      Buffer.from(delta > 0 && delta < 16 ? [(delta << 4) | type] : [type, ...zigzag(id)]),
      bytes.subarray(start, end),
    ];
  });
  return Buffer.concat([...parts, Buffer.of(0)]);
}

function zigzag(value: number): number[] {
  const bytes: number[] = [];
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}
