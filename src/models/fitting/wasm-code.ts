/**
 * WebAssembly written down by hand, for arithmetic on vectors of four float32 that JavaScript does not have: instructions
 * as bytes, and the module of one function over one memory. Opcodes are those of the WebAssembly specification (core 2.0,
 * which has the vectors). Every operation rounds as IEEE 754 says, so that results are the same bits on any machine.
 */
export type Code = readonly (number | Code)[];

/** A whole number as LEB128; `signed` for constants. */
function leb(value: number, signed = false): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; ) {
    const low = rest & 0x7f;
    rest = signed ? rest >> 7 : rest >>> 7;
    const done = signed ? (rest === 0 && low < 0x40) || (rest === -1 && low >= 0x40) : rest === 0;
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}

function float32(value: number): number[] {
  return [...new Uint8Array(Float32Array.of(value).buffer)];
}

const simd = (opcode: number, ...operands: Code[]): Code => [operands, 0xfd, leb(opcode)];

/** `at` is an address; `offset` bytes beyond it lies what is meant. No alignment is promised. */
const access = (opcode: number, offset: number): Code => [opcode, 0, leb(offset)];

export const local = (index: number): Code => [0x20, leb(index)];
export const setLocal = (index: number, value: Code): Code => [value, 0x21, leb(index)];

export const i32 = {
  of: (value: number): Code => [0x41, leb(value, true)],
  add: (a: Code, b: Code): Code => [a, b, 0x6a],
  shiftLeft: (a: Code, bits: number): Code => [a, 0x41, leb(bits, true), 0x74],
  less: (a: Code, b: Code): Code => [a, b, 0x49],
  load: (at: Code, offset = 0): Code => [at, access(0x28, offset)],
  store: (at: Code, value: Code, offset = 0): Code => [at, value, access(0x36, offset)],
};

export const f32 = {
  of: (value: number): Code => [0x43, float32(value)],
  notEqual: (a: Code, b: Code): Code => [a, b, 0x5c],
  load: (at: Code, offset = 0): Code => [at, access(0x2a, offset)],
  store: (at: Code, value: Code, offset = 0): Code => [at, value, access(0x38, offset)],
};

/** Four float32 side by side, and the bits of them. */
export const f32x4 = {
  of: (value: number): Code => [0xfd, 0x0c, ...Array.from({ length: 4 }, () => float32(value))],
  load: (at: Code, offset = 0): Code => [at, 0xfd, access(0x00, offset)],
  /** One value four times. */
  loadSplat: (at: Code, offset = 0): Code => [at, 0xfd, access(0x09, offset)],
  store: (at: Code, value: Code, offset = 0): Code => [at, value, 0xfd, access(0x0b, offset)],
  add: (a: Code, b: Code): Code => simd(0xe4, a, b),
  subtract: (a: Code, b: Code): Code => simd(0xe5, a, b),
  multiply: (a: Code, b: Code): Code => simd(0xe6, a, b),
  divide: (a: Code, b: Code): Code => simd(0xe7, a, b),
  largest: (a: Code, b: Code): Code => simd(0xe9, a, b),
  absolute: (a: Code): Code => simd(0xe0, a),
  greater: (a: Code, b: Code): Code => simd(0x44, a, b),
  /** Bits of `a` that are not set in `b`. */
  without: (a: Code, b: Code): Code => simd(0x4f, a, b),
  /** `a` where the bits of `mask` are set, else `b`. */
  choose: (a: Code, b: Code, mask: Code): Code => simd(0x52, a, b, mask),
  /** Its bits as whole numbers, shifted. */
  shiftLeft: (a: Code, bits: number): Code => simd(0xab, a, i32.of(bits)),
  /** The same to the right, the sign coming after: all bits of a negative value by 31. */
  shiftSign: (a: Code): Code => simd(0xac, a, i32.of(31)),
};

/** Does `body` at least once, and again as long as `goOn` is not 0. */
export function loop(body: Code, goOn: Code): Code {
  return [0x03, 0x40, body, goOn, 0x0d, 0x00, 0x0b];
}

/** Does `body` where `condition` is not 0. */
export function when(condition: Code, body: Code): Code {
  return [condition, 0x04, 0x40, body, 0x0b];
}

/** Types of locals. */
export const I32 = 0x7f;
export const V128 = 0x7b;
export const F32 = 0x7d;

const PAGE_BYTES = 65_536;

/** What is used of the global `WebAssembly`, which no types that this program is checked with declare. */
interface Wasm {
  Memory: new (size: { initial: number }) => { buffer: ArrayBuffer };
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: Record<string, Record<string, object>>) => { exports: { run: () => void } };
}

/** A function without parameters and its memory of at least so many bytes, ready to run. */
export function compiled(
  bytes: number,
  locals: readonly number[],
  body: Code,
): { buffer: ArrayBuffer; run: () => void } {
  const wasm: Wasm = Reflect.get(globalThis, 'WebAssembly');
  const memory = new wasm.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
  const module = new wasm.Module(moduleBytes(locals, body));
  const { run } = new wasm.Instance(module, { m: { m: memory } }).exports;
  return { buffer: memory.buffer, run };
}

/** The bytes of a module. */
function moduleBytes(locals: readonly number[], body: Code) {
  const sized = (content: Code): Code => [leb(flat(content).length), content];
  const section = (id: number, content: Code) => [id, sized(content)];
  const name = (text: string) => sized([...Buffer.from(text)]);
  const declared = locals.flatMap((type) => [1, type]);
  return Uint8Array.from(
    flat([
      [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      // A type without parameters and results; the memory `m` of module `m`; a function of that type, exported as `run`.
      section(1, [1, 0x60, 0, 0]),
      section(2, [1, name('m'), name('m'), 0x02, 0x00, 1]),
      section(3, [1, 0]),
      section(7, [1, name('run'), 0x00, 0]),
      section(10, [1, sized([leb(locals.length), declared, body, 0x0b])]),
    ]),
  );
}

/** Instructions are put together as lists of lists: only whole modules are copied. */
function flat(code: Code): number[] {
  const bytes: number[] = [];
  const add = (part: Code) => {
    for (const item of part) {
      if (typeof item === 'number') bytes.push(item);
      else add(item);
    }
  };
  add(code);
  return bytes;
}
