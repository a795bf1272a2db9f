/** Records that follow each other line by line. */
export interface LineStretch {
  /** Place of the first among the well-formed records of its input, from 0. */
  first: number;
  records: number;
  /** Physical line of the first, from 1. */
  line: number;
}

/** On which physical lines the records of an input begin: a stretch ends at blank lines, fields of several, and what is no record. */
export class LineStretches {
  readonly all: LineStretch[] = [];
  private records = 0;

  /** @param line of the first of the next `records` records, which have one line each but the last */
  add(records: number, line: number): void {
    const last = this.all[this.all.length - 1];
    if (last !== undefined && last.line + last.records === line) last.records += records;
    else this.all.push({ first: this.records, records, line });
    this.records += records;
  }
}
