import { isUtf8 } from 'node:buffer';
import { RecompraError } from '../../config/errors';
import { withoutWhiteSpace } from '../../config/white-space';
import type { RecordFault } from '../../csv/record-fault';
import { splitFields } from '../../csv/record-fields';
import type { RawRecord, RecordRun } from '../../csv/record-run';
import { recordAt } from '../../csv/record-run';
import type { RecordSink } from '../../csv/record-scanner';
import type { RejectedLine } from '../rejects/reject-table';
import type { ColumnPositions } from './line-columns';
import type { CsvInput } from './scan-csv';
import { scanCsv } from './scan-csv';
import type { StagedReject, StagedRejects } from './staged-rejects';

/** What a piece of the input held, in its order. */
export type Found = { run: RecordRun } | { irregular: RawRecord } | { malformed: RawRecord; reason: RecordFault };

/**
 * Reads an input again for the literal text and the line number of its rejected records: those that are none, and
 * those whose values were refused (`staged`). Hands them to `receive` in the order of the file, until it says `'stop'`.
 */
export async function rejectedRecords(
  source: CsvInput & { positions: ColumnPositions },
  staged: StagedRejects,
  receive: (line: RejectedLine) => Promise<'stop' | 'go on'>,
): Promise<void> {
  let found: Found[] = [];
  const sink: RecordSink = {
    run: (run) => found.push({ run }),
    irregular: (irregular) => found.push({ irregular }),
    malformed: (malformed, reason) => found.push({ malformed, reason }),
    blank: () => undefined,
  };
  const reader = new RejectReader(source, staged);
  await scanCsv(source, sink, async () => {
    const chunk = found;
    found = [];
    for await (const line of reader.rejectsOf(chunk)) {
      if ((await receive(line)) === 'stop') return 'stop';
    }
    return 'go on';
  });
}

/** Finds the text and the line of rejected records in what a scanner found, piece by piece, each once and in order. */
export class RejectReader {
  /** Well-formed records so far. */
  private records = 0;

  constructor(
    private readonly source: CsvInput & { positions: ColumnPositions },
    private readonly staged: StagedRejects,
  ) {}

  async *rejectsOf(chunk: Found[]): AsyncGenerator<RejectedLine> {
    for (const item of chunk) {
      if ('malformed' in item) yield this.malformed(item.malformed, item.reason);
      else if ('irregular' in item) yield* this.refusedAmong(1, () => item.irregular);
      else yield* this.refusedAmong(item.run.records, (index) => recordAt(item.run, index));
    }
  }

  /** The refused ones of the next `count` well-formed records. */
  private async *refusedAmong(count: number, at: (index: number) => RawRecord): AsyncGenerator<RejectedLine> {
    const first = this.records;
    this.records += count;
    for (;;) {
      const next = await this.staged.before(this.records);
      if (next === null) return;
      yield this.refused(at(next.record - first), next);
    }
  }

  private malformed({ bytes, line }: RawRecord, reason: RecordFault): RejectedLine {
    const text = isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1');
    return { file: this.source.input.name, line, reason, column: null, value: null, text };
  }

  private refused({ bytes, line }: RawRecord, { reason, column, value }: StagedReject): RejectedLine {
    const text = bytes.toString('utf8');
    const { separator, constants } = this.source.header;
    const fields = [...splitFields(text, separator), ...constants.map(([, constant]) => constant)];
    const field = fields[this.source.positions.get(column)!];
    const literal = field === undefined ? undefined : withoutWhiteSpace(field);
    if (value !== null && literal !== value) throw mismatch(this.source.input.name, line, value, literal);
    return { file: this.source.input.name, line, reason, column, value: literal ?? null, text };
  }
}

/** The engine and the scanner would be counting records differently: no line number could be trusted. */
function mismatch(file: string, line: number, value: string, literal: string | undefined): RecompraError {
  return new RecompraError('unexpected', `${file}:${line}: the value refused is ${value}, the text has ${literal}`);
}
