import type { Code } from '../../fitting/wasm-code';
import { f32x4, i32, local, loop, setLocal, when } from '../../fitting/wasm-code';
import type { KernelLayout } from './kernel-layout';
import { CONTEXT_OUTPUTS, DAY_OUTPUTS, DENSE_INPUTS } from './kernel-layout';
import {
  AT,
  addTo,
  DAY,
  FACTOR,
  FLOAT,
  inBlocks,
  listCode,
  OFFSET,
  positive,
  productCode,
  SUMS,
  TOLD,
  VECTOR,
  vectors,
  zero,
} from './kernel-product';
import { sigmoid } from './kernel-sigmoid';
import { CONTEXT_UNITS, HEAD_UNITS } from './member-weights';

/** Sums at once of a day: with what they are of, no more than there are registers. */
const DAY_SUMS = 6;

/**
 * What day-logits.ts says, of one row and all members: the chance of each day, from what lies in memory to what lies in
 * memory. Sums are added up in the very order in which TensorFlow's WebAssembly backend does it, so that a network says
 * the same to the bit of both; values that are 0 are left out of them, which changes none.
 */
export function kernelCode(layout: KernelLayout): Code {
  const members = layout.weights.map((_, member) => member);
  return [
    ...members.flatMap((member) => contextCode(layout, member)),
    ...members.flatMap((member) => daysCode(layout, member)),
    ...members.flatMap((member) => lagCode(layout, member)),
    ...answerCode(layout),
  ];
}

/** The context network of a member: what it adds to each day's head, and to each day's logit. */
function contextCode(layout: KernelLayout, member: number): Code {
  const { context, first, second, inputs } = layout;
  const at = layout.weights[member]!;
  const steady = layout.steady + FLOAT * CONTEXT_OUTPUTS * member;
  const hidden = { columns: CONTEXT_UNITS, relu: true };
  return [
    ...listCode(layout, { from: context, length: inputs, rowBytes: FLOAT * CONTEXT_UNITS }),
    ...productCode(layout, { ...hidden, matrix: at.context1, bias: at.contextBias1, into: first }),
    ...listCode(layout, { from: first, length: CONTEXT_UNITS, rowBytes: FLOAT * CONTEXT_UNITS }),
    ...productCode(layout, { ...hidden, matrix: at.context2, bias: at.contextBias2, into: second }),
    ...listCode(layout, { from: second, length: CONTEXT_UNITS, rowBytes: FLOAT * CONTEXT_OUTPUTS }),
    ...productCode(layout, {
      matrix: layout.outputs[member]!,
      bias: layout.outputBias[member]!,
      columns: CONTEXT_OUTPUTS,
      relu: false,
      into: steady,
    }),
  ];
}

/** Each day's own part of a member's logits, for LANES days at once; DAY is their place. */
function daysCode(layout: KernelLayout, member: number): Code {
  const { paddedDays, logits } = layout;
  const outputs = Array.from({ length: DAY_OUTPUTS }, (_, output) => output);
  return [
    ...setLocal(DAY, zero),
    ...loop(
      [
        ...setLocal(TOLD, f32x4.of(0)),
        ...inBlocks(outputs, DAY_SUMS).flatMap((block) => [
          ...weighedDay(layout, member, block),
          ...block.flatMap((output, place) => outputCode(layout, member, { output, sum: SUMS + place })),
        ]),
        ...f32x4.store(local(DAY), local(TOLD), logits + FLOAT * paddedDays * member),
        ...setLocal(DAY, i32.add(local(DAY), i32.of(VECTOR))),
      ],
      i32.less(local(DAY), i32.of(FLOAT * paddedDays)),
    ),
  ];
}

/** Adds to TOLD what a unit of the head says, and last what the inputs say by themselves. */
function outputCode(layout: KernelLayout, member: number, { output, sum }: { output: number; sum: number }): Code {
  if (output === HEAD_UNITS) return addTo(TOLD, local(sum));
  const steady = f32x4.loadSplat(zero, layout.steady + FLOAT * (CONTEXT_OUTPUTS * member + output));
  const weight = f32x4.loadSplat(zero, layout.weights[member]!.headOut + FLOAT * output);
  return addTo(TOLD, f32x4.multiply(positive(f32x4.add(local(sum), steady)), weight));
}

/**
 * The days' inputs weighed for some outputs: dense ones, then weekday and part of the month. A loop over the inputs, for
 * written out the values of all of them would be read before the first is used, and spilled.
 */
function weighedDay(layout: KernelLayout, member: number, outputs: readonly number[]): Code {
  const { day, paddedDays, calendar, dayWeights } = layout;
  const column = FLOAT * paddedDays;
  const calendarOf = (which: number, output: number) =>
    f32x4.load(local(DAY), calendar[member]! + column * (DAY_OUTPUTS * which + output));
  return [
    ...outputs.flatMap((_, place) => setLocal(SUMS + place, f32x4.of(0))),
    ...setLocal(AT, local(DAY)),
    ...setLocal(OFFSET, zero),
    ...loop(
      [
        ...setLocal(FACTOR, f32x4.load(local(AT), day)),
        ...outputs.flatMap((output, place) => {
          const weight = f32x4.loadSplat(local(OFFSET), dayWeights[member]! + FLOAT * output);
          return addTo(SUMS + place, f32x4.multiply(local(FACTOR), weight));
        }),
        ...setLocal(AT, i32.add(local(AT), i32.of(column))),
        ...setLocal(OFFSET, i32.add(local(OFFSET), i32.of(FLOAT * DAY_OUTPUTS))),
      ],
      i32.less(local(OFFSET), i32.of(FLOAT * DAY_OUTPUTS * DENSE_INPUTS)),
    ),
    ...[0, 1].flatMap((which) => outputs.flatMap((output, place) => addTo(SUMS + place, calendarOf(which, output)))),
  ];
}

/** Adds to each day's logit of a member what earlier purchases weigh on it, and what the context says of all days. */
function lagCode(layout: KernelLayout, member: number): Code {
  const { paddedDays, logits, steady, purchases, purchaseCount } = layout;
  const { lags } = layout.weights[member]!;
  const base = logits + FLOAT * paddedDays * member;
  const steadyOf = f32x4.loadSplat(zero, steady + FLOAT * (CONTEXT_OUTPUTS * member + HEAD_UNITS));
  const end = i32.shiftLeft(i32.load(zero, purchaseCount), 2);
  return inBlocks(vectors(paddedDays)).flatMap((block) => [
    ...block.flatMap((_, place) => setLocal(SUMS + place, f32x4.of(0))),
    ...setLocal(AT, zero),
    ...when(
      i32.less(local(AT), end),
      loop(
        [
          ...setLocal(OFFSET, i32.load(local(AT), purchases)),
          ...block.flatMap((i, place) => addTo(SUMS + place, f32x4.load(local(OFFSET), lags + VECTOR * i))),
          ...setLocal(AT, i32.add(local(AT), i32.of(FLOAT))),
        ],
        i32.less(local(AT), end),
      ),
    ),
    ...block.flatMap((i, place) => {
      const daily = f32x4.add(f32x4.load(zero, base + VECTOR * i), local(SUMS + place));
      return f32x4.store(zero, f32x4.add(daily, steadyOf), base + VECTOR * i);
    }),
  ]);
}

/** The mean over members of the chance that each day's logit stands for; DAY is the place of LANES days. */
function answerCode({ members, paddedDays, logits, hazards }: KernelLayout): Code {
  return [
    ...setLocal(DAY, zero),
    ...loop(
      [
        ...Array.from({ length: members }, (_, member) => [
          ...setLocal(FACTOR, f32x4.load(local(DAY), logits + FLOAT * paddedDays * member)),
          ...sigmoid({ logit: FACTOR, free: [SUMS + 1, SUMS + 2, SUMS + 3, SUMS + 4], into: TOLD }),
          ...(member === 0 ? setLocal(SUMS, local(TOLD)) : addTo(SUMS, local(TOLD))),
        ]).flat(),
        ...f32x4.store(local(DAY), f32x4.divide(local(SUMS), f32x4.of(members)), hazards),
        ...setLocal(DAY, i32.add(local(DAY), i32.of(VECTOR))),
      ],
      i32.less(local(DAY), i32.of(FLOAT * paddedDays)),
    ),
  ];
}
