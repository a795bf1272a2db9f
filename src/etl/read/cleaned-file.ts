import type { ContentHash } from '../../storage/disk/file-hash';
import type { RejectReason } from '../rejects/reject-reasons';

/** A file of purchase lines that was cleaned before, on this machine, and what was counted then. */
export interface CleanedFile {
  /** As its user named it when it was cleaned. */
  name: string;
  /** Of the file itself. */
  hash: ContentHash;
  /** Parquet files of its clean lines (see `tables/clean-lines`), and how many they hold. */
  parts: readonly string[];
  records: number;
  /** Records that it had as it was read: the places of clean lines lie below. */
  places: number;
  /** Parquet file of its rejected lines (see `tables/rejects`), null where there are none. */
  rejects: string | null;
  /** Rejected lines by reason. */
  rejected: readonly (readonly [RejectReason, number])[];
}
