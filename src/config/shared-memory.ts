import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { RecompraError } from './errors';

type Numbers = Float64Array | Float32Array | Int32Array | Uint16Array;

/**
 * Zeros in memory that threads share: a message that holds them copies nothing.
 *
 * @throws RecompraError where the machine has no such memory
 */
export function sharedFloats(length: number): Float32Array {
  return new Float32Array(sharedBytes(4 * length));
}

/** @throws RecompraError where the machine has no such memory */
function sharedBytes(bytes: number): SharedArrayBuffer {
  try {
    return new SharedArrayBuffer(bytes);
  } catch (cause) {
    const missing = `there is not enough memory for ${Math.ceil(bytes / 2 ** 20)} MiB more that threads share`;
    throw new RecompraError('unexpected', missing, {
      logged: missing,
      remedy: 'run it with --threads 2, or --threads 1 where that was not enough, or give the run more memory',
      cause,
    });
  }
}

/** Numbers in memory that threads share; a copy, where they are not. */
export function sharedNumbers<Values extends Numbers>(values: Values): Values;
export function sharedNumbers(values: Numbers): Numbers {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const memory = sharedBytes(values.byteLength);
  const copy = emptyCopy(values, memory);
  copy.set(values);
  return copy;
}

function emptyCopy(values: Numbers, memory: SharedArrayBuffer): Numbers {
  if (values instanceof Float64Array) return new Float64Array(memory);
  if (values instanceof Float32Array) return new Float32Array(memory);
  return values instanceof Int32Array ? new Int32Array(memory) : new Uint16Array(memory);
}

/** The same value with all its columns of numbers in shared memory; bytes stay, for what decodes them wants its own. */
export function shared<Value>(value: Value): Value {
  return sharedValue(value) as Value;
}

function sharedValue(value: unknown): unknown {
  if (isNumbers(value)) return sharedNumbers(value);
  if (value instanceof Map) return new Map([...value].map(([key, entry]) => [key, sharedValue(entry)]));
  if (Array.isArray(value)) return value.some((entry) => typeof entry === 'object') ? value.map(sharedValue) : value;
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, sharedValue(entry)]));
}

function isNumbers(value: unknown): value is Numbers {
  return (
    value instanceof Float64Array ||
    value instanceof Float32Array ||
    value instanceof Int32Array ||
    value instanceof Uint16Array
  );
}

/**
 * Gives back shared memory that nobody holds any more. It does not weigh on the collector, which would let it lie until
 * something else fills the heap.
 */
export function releaseShared(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
