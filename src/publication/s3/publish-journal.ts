import { z } from 'zod';
import { RecompraError } from '../../config/errors';
import type { S3Settings } from '../../config/settings';
import type { S3Address } from '../../storage/s3/s3-address';
import { formatS3Address } from '../../storage/s3/s3-address';
import { s3Client } from '../../storage/s3/s3-client';
import { isForbidden, isLostRace, isNotFound, isNotImplemented, s3Error } from '../../storage/s3/s3-errors';
import { withRetries } from '../../storage/s3/s3-retry';
import { waitingUploadSchema } from '../../storage/s3/waiting-upload';
import { isOutputName, isWholeFolder } from '../manifest/output-names';
import { RUN_MANIFEST } from '../manifest/run-manifest';

/** Name of the journal below an output prefix; hidden from whoever lists tables. */
export const JOURNAL_NAME = '.recompra-publish.json';

/**
 * What is being put in place below a prefix. `pending`: all files are with S3 and only have to be completed, which
 * anybody may do; `idle`: they are.
 */
const journalSchema = z.strictObject({
  schema: z.literal('recompra/publish-journal'),
  version: z.literal(1),
  state: z.enum(['pending', 'idle']),
  /** Differs from one publication to the next. */
  id: z.string(),
  /** In order of completion: `run.json` last. */
  uploads: z.array(waitingUploadSchema),
  /** Folders (below the prefix) that hold nothing but what this publication puts there. */
  wholeFolders: z.array(z.string()),
});

export type JournalEntry = z.output<typeof journalSchema>;

/** The journal as it was read, with the ETag that a later change must match. */
export interface HeldJournal {
  entry: JournalEntry;
  etag: string;
}

/** The journal of one prefix: an object that is only ever changed by whoever has seen its latest state. */
export class PublishJournal {
  private readonly address: S3Address;

  constructor(
    private readonly prefix: S3Address,
    private readonly settings: S3Settings,
  ) {
    this.address = { bucket: prefix.bucket, key: prefix.key + JOURNAL_NAME };
  }

  /** Null where there is none; who may not list is denied rather than told so. */
  async read(): Promise<HeldJournal | null> {
    try {
      const { json, etag } = await withRetries(this.settings.attempts, () => this.get());
      return { entry: this.parse(json), etag };
    } catch (cause) {
      if (isNotFound(cause) || isForbidden(cause)) return null;
      throw s3Error('s3:GetObject', this.address, cause);
    }
  }

  private async get(): Promise<{ json: string; etag: string }> {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    const client = await s3Client(this.settings);
    const answer = await client.send(new GetObjectCommand({ Bucket: this.address.bucket, Key: this.address.key }));
    return { json: await answer.Body!.transformToString(), etag: answer.ETag! };
  }

  /** Writes `entry` in the place of `held`; `'lost'` where somebody else has written meanwhile. */
  async replace(held: HeldJournal | null, entry: JournalEntry): Promise<HeldJournal | 'lost'> {
    const condition = held === null ? { IfNoneMatch: '*' } : { IfMatch: held.etag };
    try {
      return await this.put(entry, condition);
    } catch (cause) {
      if (isNotImplemented(cause)) return this.putUnconditionally(entry);
      if (!isLostRace(cause)) throw s3Error('s3:PutObject', this.address, cause);
      // It may be our own: the answer to an earlier try of the same request was lost.
      const found = await this.read();
      if (found === null && held === null) throw this.unreadable();
      return found?.entry.id === entry.id && found.entry.state === entry.state ? found : 'lost';
    }
  }

  private async put(entry: JournalEntry, condition: { IfMatch?: string; IfNoneMatch?: string }): Promise<HeldJournal> {
    const { PutObjectCommand } = await import('@aws-sdk/client-s3');
    const client = await s3Client(this.settings);
    const { bucket: Bucket, key: Key } = this.address;
    const Body = `${JSON.stringify(entry)}\n`;
    const { ETag } = await client.send(
      new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/json', ...condition }),
    );
    return { entry, etag: ETag! };
  }

  /** A store without conditional writes: runs at the same time are not kept apart there. */
  private putUnconditionally(entry: JournalEntry): Promise<HeldJournal> {
    return this.put(entry, {}).catch((cause) => {
      throw s3Error('s3:PutObject', this.address, cause);
    });
  }

  private unreadable(): RecompraError {
    const name = formatS3Address(this.address);
    return new RecompraError('usage', `${name} is there, but may not be read (s3:GetObject)`, {
      remedy: `allow s3:GetObject on ${name.replace(JOURNAL_NAME, '*')}: runs at the same time agree through it`,
    });
  }

  private parse(json: string): JournalEntry {
    let entry: JournalEntry;
    try {
      entry = journalSchema.parse(JSON.parse(json));
    } catch (cause) {
      throw this.refused('is not a journal that this version knows', cause);
    }
    const foreign = foreignName(entry, this.prefix.key);
    if (foreign === null) return entry;
    throw this.refused(`names ${JSON.stringify(foreign.slice(0, 200))}, which is no output of this program below it`);
  }

  private refused(why: string, cause?: unknown): RecompraError {
    return new RecompraError('data', `${formatS3Address(this.address)} ${why}`, {
      logged: `${formatS3Address(this.address)} is not a journal of this program for this prefix`,
      remedy: 'publish with the version that wrote it, or delete the object while no run is working',
      cause,
    });
  }
}

/** What a journal names besides outputs of this program below `prefix`, `run.json` last; null where that is all. */
function foreignName({ uploads, wholeFolders }: JournalEntry, prefix: string): string | null {
  const folder = wholeFolders.find((name) => !isWholeFolder(name));
  if (folder !== undefined) return folder;
  const keys = uploads.map(({ key }) => key);
  const last = prefix + RUN_MANIFEST;
  const isOurs = (key: string, index: number) =>
    index === keys.length - 1 ? key === last : key.startsWith(prefix) && isOutputName(key.slice(prefix.length));
  return keys.find((key, index) => !isOurs(key, index)) ?? null;
}
