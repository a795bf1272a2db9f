import type { Code } from '../../fitting/wasm-code';
import { f32x4, local, setLocal } from '../../fitting/wasm-code';

/** 1.5 × 2²³ and the exponent's bias: what is added to it is rounded to a whole number in the last bits. */
const MAGIC = 12_583_039;
const MINUS_LOG2_E = -1.442_695_021_629_333_5;
/** ln 2 in two parts, the first exact when multiplied by small whole numbers. */
const LN2_HIGH = 0.693_145_751_953_125;
const LN2_LOW = 1.428_606_765_330_187e-6;
/** Polynomial of e^−t about 0 without its first term, the highest power first. */
const COEFFICIENTS = [
  -0.008_289_290_592_074_394, 0.041_897_822_171_449_66, -0.166_676_521_301_269_53, 0.499_991_506_338_119_5,
  -0.999_999_701_976_776_1,
];
/** Beyond it e^−x is no normal number any more. */
const CUTOFF = 87.336_540_222_167_97;

/**
 * 1 ÷ (1 + e^−x) of the local `logit` to `into`: with z = |x| and n = −z ÷ ln 2 rounded, e^−z = 2ⁿ e^−t, and e^−t by a
 * polynomial of the fifth degree. In the operations and their order of XNNPACK (f32-vsigmoid, rr2-p5-div), by which
 * TensorFlow's WebAssembly backend reckons it.
 */
export function sigmoid({ logit, free, into }: { logit: number; free: readonly number[]; into: number }): Code {
  const [z, n, t, p] = free as [number, number, number, number];
  const { add, multiply, of } = f32x4;
  const [highest, ...lower] = COEFFICIENTS as [number, ...number[]];
  return [
    ...setLocal(z, f32x4.absolute(local(logit))),
    ...setLocal(n, add(of(MAGIC), multiply(local(z), of(MINUS_LOG2_E)))),
    // 2ⁿ, kept where the answer will be.
    ...setLocal(into, f32x4.shiftLeft(local(n), 23)),
    ...setLocal(n, f32x4.subtract(local(n), of(MAGIC))),
    ...setLocal(t, add(local(z), multiply(local(n), of(LN2_HIGH)))),
    ...setLocal(t, add(local(t), multiply(local(n), of(LN2_LOW)))),
    ...setLocal(p, of(highest)),
    ...lower.flatMap((coefficient) => setLocal(p, add(of(coefficient), multiply(local(t), local(p))))),
    ...setLocal(t, multiply(local(t), local(into))),
    ...setLocal(t, add(local(into), multiply(local(t), local(p)))),
    ...setLocal(t, f32x4.divide(local(t), add(local(t), of(1)))),
    ...setLocal(t, f32x4.without(local(t), f32x4.greater(local(z), of(CUTOFF)))),
    ...setLocal(into, f32x4.choose(local(t), f32x4.subtract(of(1), local(t)), f32x4.shiftSign(local(logit)))),
  ];
}
