import type { Engine } from '../../engine/engine';
import type { Relation } from '../../engine/relation';
import { query } from '../../engine/relation';
import type { LineColumn, RejectReason } from '../rejects/reject-reasons';
import { REJECT_REASONS } from '../rejects/reject-reasons';

/** A well-formed record whose values were refused. */
export interface StagedReject {
  /** Position among the well-formed records of its input, from 0. */
  record: number;
  reason: RejectReason;
  column: LineColumn;
  /** Null where the value was refused beside the others, and is not kept. */
  value: string | null;
}

/** Rejects fetched at once. */
const PAGE = 20_000;

/** An input's records among those of all: the place of the first, and how many follow. */
export interface OwnRecords {
  first: number;
  records: number;
}

/** The refused records of one input, in order, fetched a page at a time. */
export class StagedRejects {
  private page: StagedReject[] = [];
  private at = 0;
  private complete = false;

  constructor(
    private readonly engine: Engine,
    /** The records of all inputs, and which of them are those of this one. */
    private readonly judged: Relation,
    private readonly own: OwnRecords,
  ) {}

  /** Takes the next refused record if it comes before record number `record`; else null. */
  async before(record: number): Promise<StagedReject | null> {
    if (this.at === this.page.length && !this.complete) await this.fetch();
    const next = this.page[this.at];
    if (next === undefined || next.record >= record) return null;
    this.at++;
    return next;
  }

  private async fetch(): Promise<void> {
    const { first, records } = this.own;
    const from = first + (this.page.length === 0 ? 0 : this.page[this.page.length - 1]!.record + 1);
    const rows = await this.engine.columns(
      query(
        { judged: this.judged },
        (_, t) => `
      SELECT CAST(n - ${first} AS BIGINT) AS record, motivo, valor, CASE WHEN valor IS NULL THEN 0 ELSE 1 END AS kept
      FROM ${t.judged} AS r
      WHERE motivo IS NOT NULL AND n >= ${from} AND n < ${first + records}
      ORDER BY n
      LIMIT ${PAGE}`,
      ),
    );
    const reasons = rows.strings('motivo') as RejectReason[];
    const values = rows.strings('valor');
    const kept = rows.ints('kept');
    this.page = Array.from(rows.floats('record'), (record, i) => {
      const reason = reasons[i]!;
      return { record, reason, column: REJECT_REASONS[reason].column!, value: kept[i] === 1 ? values[i]! : null };
    });
    this.at = 0;
    this.complete = rows.length < PAGE;
  }
}
