import { z } from 'zod';
import type { RankingNetwork } from '../ranking/ranking-network';
import { networkFromFiles, networkToFiles, TOPOLOGY_FILE, WEIGHTS_FILE } from './network-artifacts';

/** The manifest's part for a ranker; null in the manifest where none was trained. */
export const rankerSchema = z
  .strictObject({
    features: z.array(z.string().max(200)).min(1).max(1000),
    mean: z.array(z.number()).max(1000),
    deviation: z.array(z.number().positive()).max(1000),
    networks: z.int().min(1).max(64),
  })
  .refine(
    ({ features, mean, deviation }) => mean.length === features.length && deviation.length === features.length,
    'a mean and a deviation for each feature are expected',
  );
export type RankerManifest = z.output<typeof rankerSchema>;

/** Folder inside the model folder that holds one of the networks. */
function networkFolder(index: number): string {
  return `ranker-${index + 1}`;
}

/** A ranker as its part of the manifest and the files of its networks, `ranker-1/model.json` and so on. */
export interface PackedRanker {
  manifest: RankerManifest;
  files: Map<string, Uint8Array>;
}

export async function packRanker({ networks, ...columns }: RankingNetwork): Promise<PackedRanker> {
  const packed = [];
  for (const network of networks) packed.push(await networkToFiles(network));
  return packedRanker(columns, packed);
}

/** The same of networks that are files already. */
export function packedRanker(
  { features, mean, deviation }: Omit<RankingNetwork, 'networks'>,
  networks: readonly ReadonlyMap<string, Uint8Array>[],
): PackedRanker {
  const named = networks.flatMap((files, index) =>
    [...files].map(([name, bytes]) => [`${networkFolder(index)}/${name}`, bytes] as const),
  );
  const manifest = {
    features: [...features],
    mean: [...mean],
    deviation: [...deviation],
    networks: networks.length,
  };
  return { manifest, files: new Map(named) };
}

/** The ranker of `packRanker` again; its scores are equal to the bit on the same backend. */
export async function unpackRanker(
  { features, mean, deviation, networks }: RankerManifest,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<RankingNetwork> {
  const loaded = [];
  for (let index = 0; index < networks; index++) loaded.push(await networkFromFiles(filesOf(files, index)));
  return { features, mean, deviation, networks: loaded };
}

function filesOf(files: ReadonlyMap<string, Uint8Array>, index: number): Map<string, Uint8Array> {
  const prefix = `${networkFolder(index)}/`;
  const own = [...files].filter(([name]) => name.startsWith(prefix));
  return new Map(own.map(([name, bytes]) => [name.slice(prefix.length), bytes]));
}

/** Files that a ranker's manifest needs in the folder. */
export function rankerFiles({ networks }: RankerManifest): string[] {
  return Array.from({ length: networks }, (_, index) => networkFolder(index)).flatMap((folder) => [
    `${folder}/${TOPOLOGY_FILE}`,
    `${folder}/${WEIGHTS_FILE}`,
  ]);
}
