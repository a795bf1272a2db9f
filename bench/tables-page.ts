/** Writes docs/tables.md from the tables themselves. `npm run tables`. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { settingsSchema } from '../src/config/settings';
import { duckdbDialect } from '../src/engine/duckdb/duckdb-dialect';
import type { ManifestEntry } from '../src/engine/manifest';
import { manifest } from '../src/engine/manifest';
import { allTables } from '../src/tables/all-tables';

export const PAGE = resolve(__dirname, '../docs/tables.md');

/** A day that stands for the last one of the data. */
const LAST_DAY = { asOf: '2014-12-31', lastDay: 16_435 };

/** The page: a picture of what stands on what, and the columns of each table. */
export function tablesPage(): string {
  const entries = manifest(allTables(settingsSchema.parse({}), LAST_DAY), duckdbDialect);
  return `${[INTRODUCTION, picture(entries), ...entries.map(section)].join('\n\n')}\n`;
}

const INTRODUCTION = `# Tables

What the lines of a shop become, in the order of the data's way. Each table is a value in
[src/tables](../src/tables): its name, what it reads, its columns, its SELECT. The engine builds what is asked for and
what that stands on, once and in order, and drops what nobody needs any more. \`recompra etl --explain\` prints the same
with the SQL under the settings at hand.

This page is made from those values: \`npm run tables\`.`;

function picture(entries: readonly ManifestEntry[]): string {
  const shape: Record<ManifestEntry['kind'], (name: string) => string> = {
    source: (name) => `${name}[(${name})]`,
    table: (name) => `${name}[${name}]`,
    view: (name) => `${name}([${name}])`,
    values: (name) => `${name}{{${name}}}`,
    calculated: (name) => `${name}{{${name}}}`,
  };
  return [
    'Cylinders are filled by a reader, boxes are tables, rounded boxes views, hexagons small tables of values.',
    '',
    '```mermaid',
    'flowchart TD',
    ...entries.map(({ name, kind }) => `  ${shape[kind](name)}`),
    ...entries.flatMap(({ name, inputs }) => inputs.map((input) => `  ${input} --> ${name}`)),
    '```',
  ].join('\n');
}

function section({ name, row, inputs, columns }: ManifestEntry): string {
  const shown = name === 'funnel' ? Object.entries(columns).slice(0, 4) : Object.entries(columns);
  const left = Object.keys(columns).length - shown.length;
  return [
    `## ${name}`,
    '',
    `A row is ${row}.${inputs.length > 0 ? ` Stands on ${inputs.join(', ')}.` : ''}`,
    '',
    '| column | type | unit | meaning |',
    '| --- | --- | --- | --- |',
    ...shown.map(([column, { type, unit, meaning }]) => {
      return `| \`${column}\` | ${type} | ${unit ?? ''} | ${meaning.replaceAll('|', '\\|')} |`;
    }),
    ...(left > 0 ? ['', `And ${left} more of the kind, up to \`${Object.keys(columns).at(-1)}\`.`] : []),
  ].join('\n');
}

if (require.main === module) writeFileSync(PAGE, tablesPage());
