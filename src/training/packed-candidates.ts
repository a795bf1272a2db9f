import type { PackedRegressor } from '../models/folder/regressor-files';
import { unpackRegressor } from '../models/folder/regressor-files';
import type { FittedCandidates } from '../models/trained-model';

/** Fitted candidates as values that any thread can be given. */
export interface PackedCandidates extends Omit<FittedCandidates, 'regressor'> {
  regressor: PackedRegressor | null;
}

/** The candidates again; they answer the same to the bit. Needs readyBackend where there is a regressor. */
export async function unpackCandidates(candidates: PackedCandidates): Promise<FittedCandidates> {
  const { regressor } = candidates;
  return { ...candidates, regressor: regressor && (await unpackRegressor(regressor)) };
}
