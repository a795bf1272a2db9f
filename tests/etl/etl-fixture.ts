import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { silentProgress } from '../../src/config/progress';
import type { Settings, SettingsInput } from '../../src/config/settings';
import { settingsSchema } from '../../src/config/settings';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import type { ReadingEngine, Scalar, Selection } from '../../src/engine/engine';
import type { EtlJob } from '../../src/etl/read/etl-job';
import type { EtlResult } from '../../src/etl/run-etl';
import { runEtl } from '../../src/etl/run-etl';
import type { InputObject } from '../../src/storage/inputs/input-object';

export type Content = string | Buffer;
export type Row = Record<string, Scalar>;

export const HEADER = 'fecha_compra,usuario,producto,cantidad,precio';

/** These are never replaced. */
const requireUnchanged = async (): Promise<void> => undefined;

/** An input that has to be fetched: bytes in memory, handed out in small pieces. */
export function remoteInput(name: string, content: Content): InputObject {
  const bytes = Buffer.from(content);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => bytes.subarray(7 * i, 7 * i + 7));
  return { name, bytes: bytes.length, localPath: null, open: async () => Readable.from(pieces), requireUnchanged };
}

/** An engine and a folder of its own for a test file. */
export class EtlFixture {
  private constructor(
    readonly engine: ReadingEngine,
    readonly folder: string,
  ) {}

  static async open(threads = 2): Promise<EtlFixture> {
    const folder = mkdtempSync(join(tmpdir(), 'recompra-etl-test-'));
    return new EtlFixture(await openDuckdb({ threads, workDir: folder }), folder);
  }

  async close(): Promise<void> {
    await this.engine.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** An input on disk. */
  localInput(name: string, content: Content): InputObject {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    const bytes = Buffer.from(content);
    return { name, bytes: bytes.length, localPath: path, open: async () => Readable.from([bytes]), requireUnchanged };
  }

  run(inputs: InputObject[], settings: SettingsInput = {}, more: Partial<EtlJob> = {}): Promise<EtlResult> {
    return runEtl({
      engine: this.engine,
      inputs,
      settings: parsed(settings),
      workDir: this.folder,
      progress: silentProgress,
      ...more,
    });
  }

  /** Runs on one local file; rejected lines are no error unless `settings` say so. */
  runText(content: Content, settings: SettingsInput = {}, more: Partial<EtlJob> = {}): Promise<EtlResult> {
    return this.run([this.localInput('data.csv', content)], tolerant(settings), more);
  }

  rows(query: Selection): Promise<Row[]> {
    return this.engine.rows<Row>(query);
  }

  lines(): Promise<Row[]> {
    return this.rows('SELECT fecha, usuario, producto, cantidad, precio FROM lines');
  }

  rejects(): Promise<Row[]> {
    return this.rows('SELECT linea, motivo, columna, valor, texto FROM rejects ORDER BY archivo, linea');
  }
}

export function parsed(settings: SettingsInput): Settings {
  return settingsSchema.parse(settings);
}

export function tolerant(settings: SettingsInput): SettingsInput {
  return { ...settings, csv: { maxRejectedShare: 1, ...settings.csv } };
}

/** A file in the input contract from its data lines. */
export function csvOf(...lines: string[]): string {
  return `${[HEADER, ...lines].join('\n')}\n`;
}
