import type { FileFacts } from './lake-facts';
import { copiesAmong, factsName, standingFiles } from './lake-facts';
import type { LakeStore } from './lake-store';

/** Removes the files in whose place others stand, and of those with the same lines all but one; returns what is left. */
export async function removeReplaced(store: LakeStore, all: readonly FileFacts[]): Promise<FileFacts[]> {
  const standing = standingFiles(all);
  const copies = copiesAmong(standing);
  await removeAll(
    store,
    all.filter((facts) => !standing.includes(facts)),
  );
  // What a copy has replaced would stand again, were it to go first.
  await removeAll(store, copies);
  return standing.filter((facts) => !copies.includes(facts));
}

/** The facts first, so that nobody reads what is going. */
async function removeAll(store: LakeStore, files: readonly FileFacts[]): Promise<void> {
  for (const facts of files) {
    const { id, parts, rejects } = facts;
    await store.remove([factsName(id), ...parts.map(({ name }) => name), ...(rejects === null ? [] : [rejects.name])]);
  }
}
