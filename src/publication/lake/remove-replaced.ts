import type { FileFacts } from './lake-facts';
import { factsName, standingFiles } from './lake-facts';
import type { LakeStore } from './lake-store';

/** Removes the files in whose place others stand: the facts first, so that nobody reads what is going. */
export async function removeReplaced(store: LakeStore, all: readonly FileFacts[]): Promise<void> {
  const standing = new Set(standingFiles(all));
  for (const facts of all) {
    if (standing.has(facts)) continue;
    const { id, parts, rejects } = facts;
    await store.remove([factsName(id), ...parts.map(({ name }) => name), ...(rejects === null ? [] : [rejects.name])]);
  }
}
