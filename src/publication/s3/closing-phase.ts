import { RecompraError } from '../../config/errors';
import type { S3Settings } from '../../config/settings';
import type { S3Address } from '../../storage/s3/s3-address';
import { formatS3Address } from '../../storage/s3/s3-address';
import { deleteObjects, listObjects } from '../../storage/s3/s3-objects';
import type { WaitingUpload } from '../../storage/s3/waiting-upload';
import { completeUpload } from '../../storage/s3/waiting-upload';
import type { HeldJournal, JournalEntry } from './publish-journal';
import { PublishJournal } from './publish-journal';

/** Uploads completed at a time. */
const AT_A_TIME = 16;

/** Times that another run may get in first before this one gives up. */
const MOST_LOST_RACES = 50;

/**
 * Puts publications in place below one prefix, one after the other, whatever number of processes work on it: each
 * announces its uploads in the journal, and nobody announces before what was announced earlier is in place, by
 * helping if need be. So a publication that was announced ends whole even where its process has died.
 */
export class ClosingPhase {
  private readonly journal: PublishJournal;

  constructor(
    private readonly prefix: S3Address,
    private readonly settings: S3Settings,
  ) {
    this.journal = new PublishJournal(prefix, settings);
  }

  /** Ends what others have announced; gives the journal as it is then, null where there is none yet. */
  async settle(): Promise<HeldJournal | null> {
    for (let races = 0; races < MOST_LOST_RACES; races++) {
      const held = await this.journal.read();
      if (held === null || held.entry.state === 'idle') return held;
      // Where nobody has come by until a lifecycle rule dropped uploads, only a new run can make the outputs whole.
      const idle = (await this.place(held)) === 'lost' ? 'lost' : await this.markIdle(held);
      if (idle !== 'lost') return idle;
    }
    throw new RecompraError('unexpected', `other runs keep publishing to ${formatS3Address(this.prefix)}`, {
      remedy: 'give each job an output prefix of its own',
      transient: true,
    });
  }

  /** Whether nothing was announced since `held` was read. */
  async isStill(held: HeldJournal | null): Promise<boolean> {
    return (await this.journal.read())?.etag === held?.etag;
  }

  /** Announces uploads after what `held` says; `'lost'` where another run was first. */
  announce(held: HeldJournal | null, entry: JournalEntry): Promise<HeldJournal | 'lost'> {
    return this.journal.replace(held, entry);
  }

  /**
   * Puts announced uploads in place, `run.json` last. `'lost'` where others have done so and gone on, `'dropped'` where
   * S3 no longer has all of them.
   */
  async place(announced: HeldJournal): Promise<'in place' | 'lost' | 'dropped'> {
    const { uploads, wholeFolders } = announced.entry;
    if (!(await this.complete(uploads.slice(0, -1)))) return this.lostOrDropped(announced);
    for (const folder of wholeFolders) await this.removeStale(folder, announced);
    return (await this.complete(uploads.slice(-1))) ? 'in place' : this.lostOrDropped(announced);
  }

  /** Says that what was announced is in place; `'lost'` where others have said so and gone on. */
  markIdle(announced: HeldJournal): Promise<HeldJournal | 'lost'> {
    const idle: JournalEntry = { ...announced.entry, state: 'idle', uploads: [], wholeFolders: [] };
    return this.journal.replace(announced, idle);
  }

  /** Whether all of these are in place now. */
  private async complete(uploads: readonly WaitingUpload[]): Promise<boolean> {
    const { bucket } = this.prefix;
    for (let at = 0; at < uploads.length; at += AT_A_TIME) {
      const batch = uploads.slice(at, at + AT_A_TIME);
      const results = await Promise.allSettled(batch.map((upload) => completeUpload(bucket, upload, this.settings)));
      for (const result of results) {
        if (result.status === 'rejected') throw result.reason;
        if (result.value === 'gone') return false;
      }
    }
    return true;
  }

  private async lostOrDropped(announced: HeldJournal): Promise<'lost' | 'dropped'> {
    return (await this.isStill(announced)) ? 'dropped' : 'lost';
  }

  /** Objects of an earlier run inside a folder that is replaced as a whole. */
  private async removeStale(folder: string, announced: HeldJournal): Promise<void> {
    const { bucket, key } = this.prefix;
    const current = new Set(announced.entry.uploads.map((upload) => upload.key));
    const listed = await listObjects({ bucket, key: `${key}${folder}/` }, this.settings);
    const stale = listed.filter((object) => !current.has(object.key));
    // Whoever is late must not delete what a later run has put there.
    if (stale.length > 0 && (await this.isStill(announced))) await deleteObjects(stale, this.settings);
  }
}
