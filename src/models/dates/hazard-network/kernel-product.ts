import type { Code } from '../../fitting/wasm-code';
import { F32, f32, f32x4, I32, i32, local, loop, setLocal, V128, when } from '../../fitting/wasm-code';
import type { KernelLayout } from './kernel-layout';
import { LANES } from './kernel-layout';

export const FLOAT = 4;
export const VECTOR = FLOAT * LANES;

// Locals: places and ends in memory, a value, vectors, and sums.
export const [AT, END, OFFSET, DAY] = [0, 1, 2, 3];
const VALUE = 4;
export const [FACTOR, TOLD] = [5, 6];
export const SUMS = 7;
export const MOST_SUMS = 8;

export const KERNEL_LOCALS: readonly number[] = [
  ...[AT, END, OFFSET, DAY].map(() => I32),
  F32,
  ...Array.from({ length: 2 + MOST_SUMS }, () => V128),
];

export const zero = i32.of(0);
export const vectors = (floats: number): number[] => Array.from({ length: Math.ceil(floats / LANES) }, (_, i) => i);

interface Listed {
  /** Where the values are, and how many. */
  from: number;
  length: number;
  /** Bytes of a row of weights. */
  rowBytes: number;
}

/** Lists the values that are not 0, each with the offset of its row of weights; END is the end of the list. */
export function listCode({ list }: KernelLayout, { from, length, rowBytes }: Listed): Code {
  return [
    ...setLocal(AT, zero),
    ...setLocal(OFFSET, zero),
    ...setLocal(END, i32.of(list)),
    ...loop(
      [
        ...setLocal(VALUE, f32.load(local(AT), from)),
        ...f32.store(local(END), local(VALUE)),
        ...i32.store(local(END), local(OFFSET), FLOAT),
        ...setLocal(END, i32.add(local(END), i32.shiftLeft(f32.notEqual(local(VALUE), f32.of(0)), 3))),
        ...setLocal(OFFSET, i32.add(local(OFFSET), i32.of(rowBytes))),
        ...setLocal(AT, i32.add(local(AT), i32.of(FLOAT))),
      ],
      i32.less(local(AT), i32.of(FLOAT * length)),
    ),
  ];
}

interface Product {
  matrix: number;
  bias: number;
  columns: number;
  /** Whether what is below 0 becomes 0. */
  relu: boolean;
  into: number;
}

/** The listed values times their rows of a matrix, some columns at a time, and the bias. */
export function productCode({ list }: KernelLayout, { matrix, bias, columns, relu, into }: Product): Code {
  return inBlocks(vectors(columns)).flatMap((block) => {
    const row = (i: number) => f32x4.load(local(OFFSET), matrix + VECTOR * i);
    const sums = block.map((i, place) => ({ i, sum: SUMS + place }));
    return [
      ...sums.flatMap(({ sum }) => setLocal(sum, f32x4.of(0))),
      ...setLocal(AT, i32.of(list)),
      ...when(
        i32.less(local(AT), local(END)),
        loop(
          [
            ...setLocal(FACTOR, f32x4.loadSplat(local(AT))),
            ...setLocal(OFFSET, i32.load(local(AT), FLOAT)),
            ...sums.flatMap(({ i, sum }) => addTo(sum, f32x4.multiply(local(FACTOR), row(i)))),
            ...setLocal(AT, i32.add(local(AT), i32.of(2 * FLOAT))),
          ],
          i32.less(local(AT), local(END)),
        ),
      ),
      ...sums.flatMap(({ i, sum }) => {
        const shifted = f32x4.add(local(sum), f32x4.load(zero, bias + VECTOR * i));
        return f32x4.store(zero, relu ? positive(shifted) : shifted, into + VECTOR * i);
      }),
    ];
  });
}

export function inBlocks<Item>(items: readonly Item[], most = MOST_SUMS): Item[][] {
  const blocks = Math.ceil(items.length / most);
  return Array.from({ length: blocks }, (_, block) => items.slice(block * most, (block + 1) * most));
}

export function addTo(sum: number, value: Code): Code {
  return setLocal(sum, f32x4.add(local(sum), value));
}

export function positive(value: Code): Code {
  return f32x4.largest(value, f32x4.of(0));
}
