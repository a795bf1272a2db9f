import { RecompraError } from '../../config/errors';

interface TextReading {
  textDecoder: InstanceType<typeof TextDecoder>;
  getString(view: DataView, offset: number): string;
}

/**
 * Makes DuckDB's client hand over text as it is: its decoder takes a U+FEFF that leads a value for a byte-order mark and
 * drops it, so that two customers become one.
 */
export function keepByteOrderMarks(): void {
  // Not among what the package exports by name; a release that moves it is told here and not by lost characters.
  const reading = require('@duckdb/node-api/lib/vectors/dataAccessors') as TextReading;
  Object.assign(reading, { textDecoder: new TextDecoder('utf-8', { ignoreBOM: true }) });
  if (reading.getString(inlined('\ufeff'), 0) === '\ufeff') return;
  throw new RecompraError('unexpected', 'this release of @duckdb/node-api reads text in another way', {
    remedy: 'install the packages of package-lock.json: npm ci',
  });
}

/** A short text as DuckDB holds it: its length in bytes, then the bytes. */
function inlined(text: string): DataView {
  const bytes = Buffer.from(text, 'utf8');
  const view = new DataView(new ArrayBuffer(16));
  view.setUint32(0, bytes.length, true);
  new Uint8Array(view.buffer, 4).set(bytes);
  return view;
}
