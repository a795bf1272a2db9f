import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { RecompraError } from '../../config/errors';
import { programDigest } from '../../config/program-digest';
import type { CsvSettings } from '../../config/settings';
import type { RecordFault } from '../../csv/record-fault';
import type { Engine } from '../../engine/engine';
import { query } from '../../engine/relation';
import { CacheFolder } from '../../storage/disk/cache-folder';
import { rejects as rejectColumns } from '../../tables/rejects';
import { RECORD_COLUMNS } from '../../tables/staged-lines';
import type { RejectTable } from '../rejects/reject-table';
import { lastPossibleDay } from './date-values';
import type { Staging } from './staged-lines';
import { countRecords } from './staged-lines';

/** What was counted while an input was read. */
export interface CachedCounts {
  records: number;
  malformed: [RecordFault, number][];
}

interface CachedFacts extends CachedCounts {
  /** Last day that a line could be of. */
  lastDay: string;
}

export interface LineCacheOptions {
  folder: string;
  engine: Engine;
  csv: CsvSettings;
  today: string | undefined;
}

/** An input whose lines are looked for, and where they go. */
export interface CachedInput {
  name: string;
  sha256: string;
  /** What its path says of all its lines. */
  constants: readonly (readonly [string, string])[];
  into: Staging;
  rejects: RejectTable;
}

/** Records and rejected lines of inputs as they were staged, kept by the input's hash, the settings and the program. */
export class LineCache {
  private readonly entries: CacheFolder;

  constructor(private readonly options: LineCacheOptions) {
    this.entries = new CacheFolder(options.folder);
  }

  /** Stages the lines of an input that was read before; null where it was not, or not in the same way. */
  async take(input: CachedInput): Promise<CachedCounts | null> {
    const { engine } = this.options;
    const { staged, first } = input.into;
    const key = this.keyOf(input);
    const entry = (await this.entries.find(key)) ?? (await this.entries.find(this.dated(key)));
    if (entry === null) return null;
    const facts = entry.facts as CachedFacts;
    // A line of a later day than today's would be another one's.
    if (facts.lastDay > this.lastDay) return null;
    const { dialect, tables } = engine;
    await tables.insert(
      staged,
      `SELECT ${LINE_COLUMNS.join(', ')} FROM ${dialect.parquetRows(join(entry.path, LINES))} AS c`,
    );
    await tables.insert(
      input.rejects.table,
      `SELECT ${dialect.literal(input.name)} AS archivo, ${REJECT_COLUMNS.join(', ')}
       FROM ${dialect.parquetRows(join(entry.path, REJECTS))} AS c`,
    );
    const rejected = await countRecords(engine, input.rejects.table);
    input.rejects.count(rejected);
    const { records, malformed } = facts;
    if ((await countRecords(engine, staged)) - first === records) return { records, malformed };
    throw new RecompraError('unexpected', `${entry.path} holds other lines than it says`, { remedy: 'remove it' });
  }

  /** Keeps the lines of an input that has just been staged. */
  async keep(input: CachedInput, counts: CachedCounts): Promise<void> {
    const { engine } = this.options;
    const { staged, first } = input.into;
    await input.rejects.finish();
    const key = this.keyOf(input);
    const own = (await this.hasFuture(input)) ? this.dated(key) : key;
    await this.entries.make(own, async (path) => {
      const last = first + counts.records;
      const lines = query(
        { staged },
        (_, t) =>
          `SELECT ${LINE_COLUMNS.join(', ')} FROM ${t.staged} AS s WHERE n >= ${first} AND n < ${last} ORDER BY n`,
      );
      await engine.writeParquet(lines, join(path, LINES));
      const rejected = query(
        { rejects: input.rejects.table },
        (dialect, t) => `
        SELECT ${REJECT_COLUMNS.join(', ')} FROM ${t.rejects} AS r
        WHERE archivo = ${dialect.literal(input.name)} ORDER BY linea`,
      );
      await engine.writeParquet(rejected, join(path, REJECTS));
      const { records, malformed } = counts;
      return { records, malformed, lastDay: this.lastDay } satisfies CachedFacts;
    });
    // Of another day: a file with a line that is still to come would leave a copy of itself every day.
    if (own !== key) await this.entries.removeOthers(`${key}-`, own);
  }

  /** Whether lines were rejected because their day is still to come: another day makes other lines of them. */
  private async hasFuture({ name, rejects }: CachedInput): Promise<boolean> {
    const found = query(
      { rejects: rejects.table },
      (dialect, t) => `
      SELECT count(*) AS n FROM ${t.rejects} AS r
      WHERE archivo = ${dialect.literal(name)} AND motivo = 'fecha_futura'`,
    );
    const [row] = await this.options.engine.rows<{ n: number }>(found);
    return row!.n > 0;
  }

  private dated(key: string): string {
    return `${key}-${this.lastDay}`;
  }

  private get lastDay(): string {
    return lastPossibleDay(this.options.today);
  }

  /** The limits of rejected lines say nothing of how they are read. */
  private keyOf({ sha256, constants }: CachedInput): string {
    const { maxRejectedShare: _, maxRejectedShareOf: __, ...reading } = this.options.csv;
    return createHash('sha256')
      .update(JSON.stringify([programDigest(), sha256, reading, constants]))
      .digest('hex');
  }
}

const LINES = 'lines.parquet';
const REJECTS = 'rejects.parquet';

const LINE_COLUMNS = Object.keys(RECORD_COLUMNS).filter((name) => name !== 'n');
const REJECT_COLUMNS = Object.keys(rejectColumns().columns).filter((name) => name !== 'archivo');
