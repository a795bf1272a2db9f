import type { Engine } from '../../engine/engine';
import type { Source } from '../../engine/relation';
import { rejects } from '../../tables/rejects';
import type { RejectReason } from './reject-reasons';

/** One rejected line: a row of rechazos.parquet. */
export interface RejectedLine {
  /** Input as the user named it. */
  file: string;
  /** Physical line from 1; in Parquet the row, from 1. */
  line: number;
  reason: RejectReason;
  /** Column at fault, null where the record as a whole is. */
  column: string | null;
  /** Its text, without the space around it. */
  value: string | null;
  /** The record as it stands in the file, without its line end. */
  text: string;
}

/** Rows, and characters of text, gathered before they are handed to the engine. */
const BATCH_ROWS = 20_000;
const BATCH_CHARS = 1 << 24;

/** Writes rejected lines to the table `rejects`, a batch at a time. */
export class RejectTable {
  /** Lines that were added one by one, by reason. */
  readonly added = new Map<RejectReason, number>();
  private batch: RejectedLine[] = [];
  private chars = 0;
  private written = 0;

  private constructor(
    private readonly engine: Engine,
    /** What is filled. */
    readonly table: Source,
  ) {}

  /** Makes the empty table; an earlier one goes. */
  static async create(engine: Engine): Promise<RejectTable> {
    const table = rejects();
    await engine.tables.open(table);
    return new RejectTable(engine, table);
  }

  async add(line: RejectedLine): Promise<void> {
    this.batch.push(line);
    this.added.set(line.reason, (this.added.get(line.reason) ?? 0) + 1);
    this.chars += line.text.length;
    if (this.batch.length >= BATCH_ROWS || this.chars >= BATCH_CHARS) await this.flush();
  }

  /** Tells of rows that came into the table by other ways: it holds so many. */
  count(rows: number): void {
    this.written = rows;
  }

  /** Writes what is left; returns the number of rows in all. */
  async finish(): Promise<number> {
    await this.flush();
    return this.written;
  }

  private async flush(): Promise<void> {
    const { batch, engine } = this;
    if (batch.length === 0) return;
    this.batch = [];
    this.chars = 0;
    this.written += batch.length;
    await engine.tables.append(this.table, {
      archivo: { type: 'VARCHAR', values: batch.map(({ file }) => file) },
      linea: { type: 'BIGINT', values: batch.map(({ line }) => line) },
      motivo: { type: 'VARCHAR', values: batch.map(({ reason }) => reason) },
      columna: { type: 'VARCHAR', values: batch.map(({ column }) => column) },
      valor: { type: 'VARCHAR', values: batch.map(({ value }) => value) },
      texto: { type: 'VARCHAR', values: batch.map(({ text }) => text) },
    });
  }
}
