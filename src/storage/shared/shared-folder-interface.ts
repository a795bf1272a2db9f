/**
 * Files that several machines see, by names with `/`: a folder on a disk that all of them have, or a prefix of S3. What
 * is shared under a name is there as a whole or not at all; whoever shares a name once more puts it in the place of what
 * was there.
 */
export interface SharedFolder {
  /** As all machines are told it: a path, or `s3://bucket/prefix`; without a slash at its end. */
  readonly address: string;
  /** Path on this machine where the file that is to be shared under this name is written first. */
  draft(name: string): Promise<string>;
  /** Shares what was written there; the draft goes. */
  share(name: string): Promise<void>;
  /** Lets others read a file of this machine, which stays; returns where they find it. */
  lend(path: string, name: string): Promise<string>;
  /** Path on this machine of a file or folder as it is there now; where it is not, there is nothing at that path. */
  fetch(name: string): Promise<string>;
  /** Frees what `fetch` has copied to this machine. */
  release(name: string): Promise<void>;
  /** Removes a file, or a folder and all in it. */
  remove(name: string): Promise<void>;
}
