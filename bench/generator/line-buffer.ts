/** Bytes gathered before they are handed on. */
const CHUNK_BYTES = 1 << 20;
/** Room for the longest purchase. */
const SLACK_BYTES = 1 << 16;

const COMMA = 44;
const LF = 10;
const ZERO = 48;

/** Names as bytes of one width, so that writing one is copying it. */
export class NameTable {
  readonly width: number;
  readonly bytes: Buffer;

  constructor(names: readonly string[]) {
    this.width = names[0]!.length;
    this.bytes = Buffer.from(names.join(''), 'latin1');
  }
}

/** Lines as bytes. */
export class LineBuffer {
  private bytes = Buffer.allocUnsafe(CHUNK_BYTES + SLACK_BYTES);
  private at = 0;

  get isFull(): boolean {
    return this.at >= CHUNK_BYTES;
  }

  /** Hands out what was written, and begins anew. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.at);
    this.bytes = Buffer.allocUnsafe(CHUNK_BYTES + SLACK_BYTES);
    this.at = 0;
    return taken;
  }

  text(text: string): void {
    this.at += this.bytes.write(text, this.at, 'latin1');
  }

  /** A line of a purchase: `prefix` (day and customer) and `suffix` (price) with what they are parted by. */
  line(prefix: Buffer, products: NameTable, product: number, quantity: number, suffix: Buffer): void {
    const { bytes } = this;
    let at = this.at;
    for (let i = 0; i < prefix.length; i++) bytes[at++] = prefix[i]!;
    const names = products.bytes;
    const end = (product + 1) * products.width;
    for (let i = product * products.width; i < end; i++) bytes[at++] = names[i]!;
    bytes[at++] = COMMA;
    if (quantity >= 100) bytes[at++] = ZERO + Math.floor(quantity / 100);
    if (quantity >= 10) bytes[at++] = ZERO + (Math.floor(quantity / 10) % 10);
    bytes[at++] = ZERO + (quantity % 10);
    for (let i = 0; i < suffix.length; i++) bytes[at++] = suffix[i]!;
    bytes[at++] = LF;
    this.at = at;
  }
}
