import { join } from 'node:path';
import { RecompraError } from '../../config/errors';
import type { Settings } from '../../config/settings';
import type { Engine } from '../../engine/engine';
import type { Query } from '../../engine/relation';
import { query } from '../../engine/relation';
import type { ReadFile } from '../../etl/clean-file';
import type { FileFacts, StoredFile } from '../../publication/lake/lake-facts';
import { factsName, partName, rejectsName } from '../../publication/lake/lake-facts';
import type { LakeStore } from '../../publication/lake/lake-store';
import { staged } from '../../publication/lake/lake-store';
import { hashFile } from '../../storage/disk/file-hash';
import { cleanLinesOf, linePlaces } from '../../tables/clean-lines';
import { rejects as rejectColumns } from '../../tables/rejects';
import type { CleanedCounts } from './clean-task';
import { claimLake } from './open-lake';

/** What is known of a file before its parts are written. */
export type UnwrittenFacts = Omit<FileFacts, 'parts' | 'rejects'>;

const REJECT_COLUMNS = Object.keys(rejectColumns().columns).join(', ');

/** Writes the files of one input, the facts last. */
export class LakeWriter {
  constructor(
    private readonly store: LakeStore,
    private readonly engine: Pick<Engine, 'writeParquet'>,
    private readonly settings: Pick<Settings, 'csv' | 's3'>,
  ) {}

  /** @param returns whether returns are lines, to be netted where all files are read */
  async write(
    facts: UnwrittenFacts,
    { records, lines, rejects, days }: ReadFile,
    returns: boolean,
  ): Promise<CleanedCounts> {
    const { id, input, linesIn, linesClean, linesRejected, reasons } = facts;
    const parts: FileFacts['parts'] = [];
    const placed = { records, places: linePlaces(lines) };
    for (const { day } of days) {
      const rows = cleanLinesOf(placed, { file: input.name, day, returns });
      parts.push({ day, ...(await this.place(rows, partName(id, day))) });
    }
    const refused = query(
      { rejects },
      (_, t) => `
      SELECT ${REJECT_COLUMNS} FROM ${t.rejects} AS r ${returns ? "WHERE motivo <> 'devolucion'" : ''} ORDER BY linea`,
    );
    const rejected = linesRejected === 0 ? null : await this.place(refused, rejectsName(id));
    checkRows(facts, parts, rejected);
    const whole: FileFacts = { ...facts, parts, rejects: rejected };
    const text = `${JSON.stringify(whole, null, 1)}\n`;
    await claimLake(this.store, this.settings);
    await this.store.place(await staged(this.store, `${id}.json`, text), factsName(id));
    return { id, linesIn, linesClean, linesRejected, reasons, days: days.length };
  }

  private async place(rows: Query, name: string): Promise<StoredFile> {
    const path = join(this.store.staging, name.replaceAll('/', '-'));
    const written = await this.engine.writeParquet(rows, path);
    const stored = { name, rows: written, ...(await hashFile(path)) };
    await this.store.place(path, name);
    return stored;
  }
}

function checkRows(facts: UnwrittenFacts, parts: readonly StoredFile[], rejected: StoredFile | null): void {
  const clean = parts.reduce((sum, { rows }) => sum + rows, 0);
  const refused = rejected?.rows ?? 0;
  if (clean === facts.linesClean && refused === facts.linesRejected) return;
  const counted = `${facts.linesClean} lines are clean and ${facts.linesRejected} rejected`;
  throw new RecompraError('unexpected', `${facts.input.name}: ${counted}, but ${clean} and ${refused} were written`);
}
