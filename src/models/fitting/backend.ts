import { dirname, join, sep } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-node';
import { RecompraError } from '../../config/errors';

let chosen: Promise<string> | undefined;

/**
 * Makes TensorFlow ready once: the native backend where its binary installed, else WebAssembly.
 * Resolves to the backend's name, `tensorflow` or `wasm`; results are equal to the bit within one backend only.
 */
export function readyBackend(): Promise<string> {
  chosen ??= start();
  return chosen;
}

async function start(): Promise<string> {
  if (tf.engine().registryFactory['tensorflow'] === undefined) {
    const folder = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'));
    setWasmPaths(join(folder, 'wasm-out') + sep);
    // The threaded build does not start in Node and would fall back to plain JavaScript without a word.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    if (!(await tf.setBackend('wasm'))) {
      throw new RecompraError('unexpected', 'TensorFlow.js found neither its native nor its WebAssembly backend', {
        remedy: 'run npm ci again; `recompra doctor` tells what is missing',
      });
    }
  }
  await tf.ready();
  return tf.getBackend();
}
