import type { ManifestEntry } from '../../engine/manifest';

/** The tables of a run for people: what a row is, what it stands on, columns and text of each. */
export function manifestLines(entries: readonly ManifestEntry[]): string[] {
  return entries.flatMap(({ name, kind, row, inputs, columns, sql }) => [
    `${name} (${kind}${inputs.length > 0 ? ` of ${inputs.join(', ')}` : ''}): ${row}`,
    ...Object.entries(columns).map(([column, { type, unit, meaning }]) => {
      return `  ${column.padEnd(20)} ${type.padEnd(8)} ${meaning}${unit === undefined ? '' : ` [${unit}]`}`;
    }),
    ...(sql === null ? [] : ['', ...sql.split('\n').map((line) => `  ${line.replace(/^ {4}/, '')}`)]),
    '',
  ]);
}
