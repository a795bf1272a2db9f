/** The part of parquetjs-lite that the project uses; the package ships no types. */
declare module 'parquetjs-lite' {
  import type { Writable } from 'node:stream';

  export class ParquetSchema {
    constructor(fields: Record<string, { type: string; optional?: boolean; compression?: string }>);
  }

  export class ParquetWriter {
    static openStream(schema: ParquetSchema, stream: Writable): Promise<ParquetWriter>;
    appendRow(row: Record<string, number | string | Buffer | null>): Promise<void>;
    close(): Promise<void>;
  }
}
