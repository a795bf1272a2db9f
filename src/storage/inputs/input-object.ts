import type { Readable } from 'node:stream';
import type { ContentHash } from '../disk/file-hash';

/** One file of purchase lines, wherever it lies. */
export interface InputObject {
  /** As the user would name it: a path or `s3://bucket/key`. */
  readonly name: string;
  /** Size as stored (compressed for `.gz`). */
  readonly bytes: number;
  /** Path on this machine, or null where the bytes must be fetched first. */
  readonly localPath: string | null;
  /** Hash of the stored bytes where it is known: it need not be made again. */
  readonly hash?: ContentHash;
  /** Of an object on S3: what tells its versions apart. */
  readonly etag?: string;
  /** The stored bytes from the beginning; a transport fault or a short body is an error, never a quiet end. */
  open(): Promise<Readable>;
  /** Fails with kind `data` where what has been read since the listing may be of another version of the file. */
  requireUnchanged(): Promise<void>;
}

/** Told of what a listing passes over, and of what it would have passed over had it not been named. */
export interface InputNotes {
  /** Files of a folder that are no purchase lines, by their path in it. */
  skipped(names: readonly string[]): void;
  /** Outputs of earlier runs that a glob or a folder covers. */
  ownLeftOut(names: readonly string[]): void;
  /** An output of an earlier run that was named itself, and is read. */
  ownNamed(name: string): void;
}
