import type { FittedRegressor } from '../dates/dense/dense-regressor';
import { networkFromFiles, networkToFiles } from './network-artifacts';

/** A fitted regressor as values that any thread can be given: its network is the bytes of its files. */
export interface PackedRegressor extends Omit<FittedRegressor, 'network'> {
  files: Map<string, Uint8Array>;
}

export async function packRegressor({ network, ...rest }: FittedRegressor): Promise<PackedRegressor> {
  const files = await networkToFiles(network);
  network.dispose();
  return { ...rest, files };
}

/** The regressor again; its answers are equal to the bit on the same backend. Needs readyBackend. */
export async function unpackRegressor({ files, ...rest }: PackedRegressor): Promise<FittedRegressor> {
  return { ...rest, network: await networkFromFiles(files) };
}
