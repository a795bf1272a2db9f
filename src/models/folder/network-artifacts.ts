import * as tf from '@tensorflow/tfjs-node';
import { networkFault } from '../fitting/checked-network';

/** File names inside a model folder that hold the network, as every TensorFlow.js reader expects them. */
export const TOPOLOGY_FILE = 'model.json';
export const WEIGHTS_FILE = 'weights.bin';

/** A network as the bytes of its two files; no time stamp, so equal networks give equal bytes. */
export async function networkToFiles(network: tf.LayersModel): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  await network.save(
    tf.io.withSaveHandler(async (artifacts) => {
      const weights = tf.io.CompositeArrayBuffer.join(artifacts.weightData);
      const topology = {
        format: 'layers-model',
        generatedBy: `TensorFlow.js ${tf.version.tfjs}`,
        convertedBy: null,
        modelTopology: artifacts.modelTopology,
        weightsManifest: [{ paths: [WEIGHTS_FILE], weights: artifacts.weightSpecs }],
      };
      files.set(TOPOLOGY_FILE, new TextEncoder().encode(JSON.stringify(topology)));
      files.set(WEIGHTS_FILE, new Uint8Array(weights));
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  return files;
}

/** The network of `networkToFiles` again; its predictions are equal to the bit on the same backend. */
export async function networkFromFiles(files: ReadonlyMap<string, Uint8Array>): Promise<tf.LayersModel> {
  const [described, weights] = [files.get(TOPOLOGY_FILE)!, files.get(WEIGHTS_FILE)!];
  const fault = networkFault(described, weights);
  if (fault !== null) throw new RangeError(`a network ${fault}`);
  const { modelTopology, weightsManifest } = JSON.parse(new TextDecoder().decode(described));
  return tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest[0].weights,
      weightData: weights.slice().buffer,
    }),
  );
}
