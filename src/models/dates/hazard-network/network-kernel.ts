import type { Scaler } from '../../fitting/scaler';
import { compiled } from '../../fitting/wasm-code';
import { contextWidth } from './context-inputs';
import { kernelCode } from './kernel-code';
import type { KernelLayout } from './kernel-layout';
import { CONTEXT_OUTPUTS, DAY_OUTPUTS, DENSE_INPUTS, kernelLayout } from './kernel-layout';
import { KERNEL_LOCALS } from './kernel-product';
import type { Parameter } from './member-weights';
import { CONTEXT_UNITS, HEAD_UNITS, LAG_DAYS, PARAMETERS } from './member-weights';

/** What of a network the kernel is made from. */
export interface FittedMembers {
  /** Days. */
  horizon: number;
  scaler: Scaler;
  /** Values of PARAMETERS, [members][parameters]. */
  members: Float32Array[][];
}

/**
 * A network ready to answer row by row, several times as fast as by tensors: nothing is copied, and what is 0 is not
 * multiplied. Says the same to the bit as day-logits.ts on the WebAssembly backend, on any machine.
 */
export class NetworkKernel {
  /** Written by the caller before `run`: inputs of the context, and DENSE_INPUTS, each of `paddedDays` days. */
  readonly context: Float32Array;
  readonly day: Float32Array;
  readonly paddedDays: number;
  /** Written by `run`: the chance to buy on each day, given none before. */
  readonly hazards: Float32Array;
  readonly run: () => void;
  private readonly floats: Float32Array;
  private readonly purchases: Int32Array;
  private readonly purchaseCount: Int32Array;
  private readonly layout: KernelLayout;
  private readonly members: readonly Member[];

  constructor({ horizon, scaler, members }: FittedMembers) {
    const layout = kernelLayout(contextWidth(scaler), horizon, members.length);
    const { buffer, run } = compiled(layout.bytes, KERNEL_LOCALS, kernelCode(layout));
    this.run = run;
    this.layout = layout;
    this.paddedDays = layout.paddedDays;
    this.floats = new Float32Array(buffer);
    this.context = new Float32Array(buffer, layout.context, layout.inputs);
    this.day = new Float32Array(buffer, layout.day, DENSE_INPUTS * layout.paddedDays);
    this.hazards = new Float32Array(buffer, layout.hazards, horizon);
    this.purchases = new Int32Array(buffer, layout.purchases, LAG_DAYS);
    this.purchaseCount = new Int32Array(buffer, layout.purchaseCount, 1);
    this.members = members.map(
      (values) => Object.fromEntries(PARAMETERS.map((name, index) => [name, values[index]!])) as Member,
    );
    for (let member = 0; member < members.length; member++) this.writeWeights(member);
  }

  /** @param inputs of each day, the two that are 1: of its weekday and of its part of the month, [days × 2] */
  setCalendar(inputs: Int32Array): void {
    const { calendar, paddedDays } = this.layout;
    this.members.forEach(({ headDay, skipDay }, member) => {
      inputs.forEach((input, at) => {
        const [day, which] = [at >> 1, at & 1];
        const start = calendar[member]! / BYTES + paddedDays * DAY_OUTPUTS * which + day;
        for (let unit = 0; unit < HEAD_UNITS; unit++) {
          this.floats[start + paddedDays * unit] = headDay[HEAD_UNITS * input + unit]!;
        }
        this.floats[start + paddedDays * HEAD_UNITS] = skipDay[input]!;
      });
    });
  }

  /** @param bought 1 for each day before the origin with a purchase, by age in days */
  setPurchases(bought: Uint8Array): void {
    let count = 0;
    for (let age = 0; age < LAG_AGES; age++) if (bought[age] === 1) this.purchases[count++] = BYTES * age;
    this.purchaseCount[0] = count;
  }

  private writeWeights(member: number): void {
    const { floats, layout } = this;
    const values = this.members[member]!;
    for (const name of PARAMETERS) floats.set(values[name], layout.weights[member]![name] / BYTES);
    const outputs = layout.outputs[member]! / BYTES;
    for (let row = 0; row < CONTEXT_UNITS; row++) {
      const at = outputs + CONTEXT_OUTPUTS * row;
      floats.set(values.headContext.subarray(HEAD_UNITS * row, HEAD_UNITS * (row + 1)), at);
      floats[at + HEAD_UNITS] = values.skipContext[row]!;
    }
    const dayWeights = layout.dayWeights[member]! / BYTES;
    for (let input = 0; input < DENSE_INPUTS; input++) {
      const at = dayWeights + DAY_OUTPUTS * input;
      floats.set(values.headDay.subarray(HEAD_UNITS * input, HEAD_UNITS * (input + 1)), at);
      floats[at + HEAD_UNITS] = values.skipDay[input]!;
    }
    floats.set(values.headBias, layout.outputBias[member]! / BYTES);
    floats.set(values.bias, layout.outputBias[member]! / BYTES + HEAD_UNITS);
  }
}

type Member = Record<Parameter, Float32Array>;

const BYTES = Float32Array.BYTES_PER_ELEMENT;
// Taken out of its module once: what is imported is read through a getter, which shows in loops over rows.
const LAG_AGES = LAG_DAYS;

const kernels = new WeakMap<FittedMembers, NetworkKernel>();

/** The kernel of a network, made once. */
export function kernelOf(network: FittedMembers): NetworkKernel {
  const known = kernels.get(network) ?? new NetworkKernel(network);
  kernels.set(network, known);
  return known;
}
