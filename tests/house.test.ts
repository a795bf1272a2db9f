import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const SRC = resolve(__dirname, '../src');

/** Rooms from the doors down; a room may import rooms that stand after it, and its own. */
const STOREYS = [
  ['cli', 'lambda', 'library'],
  ['jobs'],
  ['training'],
  ['predict', 'review'],
  ['products'],
  ['models'],
  ['features'],
  ['etl'],
  ['tables'],
  ['datasets'],
  ['csv'],
  ['report'],
  ['evaluation'],
  ['publication'],
  ['engine'],
  ['storage'],
  ['config'],
];

const storeyOf = (room: string) => STOREYS.findIndex((rooms) => rooms.includes(room));

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesBelow(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

interface Import {
  from: string;
  /** File it resolves to for relative imports, package name otherwise. */
  to: string;
  relative: boolean;
}

const IMPORTS: Import[] = filesBelow(SRC).flatMap((file) => {
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const specifiers = [...text.matchAll(/(?:from\s+|import\s*\(\s*|require\s*\(\s*|^import\s+)'([^']+)'/gm)];
  return specifiers.map(([, specifier]) => {
    const isRelative = specifier!.startsWith('.');
    const to = isRelative ? relative(SRC, resolve(file, '..', specifier!)) : specifier!;
    return { from: relative(SRC, file), to, relative: isRelative };
  });
});

const room = (path: string) => path.split('/')[0]!;
const violations = (forbidden: (edge: Import) => boolean) =>
  IMPORTS.filter(forbidden).map(({ from, to }) => `${from} → ${to}`);

test('every room of the house is known and the rooms are found', () => {
  const rooms = readdirSync(SRC).filter((name) => statSync(join(SRC, name)).isDirectory());
  expect(rooms.filter((name) => storeyOf(name) === -1)).toEqual([]);
  expect(IMPORTS.length).toBeGreaterThan(100);
});

test('imports run downwards only, and no door imports another', () => {
  expect(
    violations(({ from, to, relative: local }) => {
      // The version is the package's.
      if (!local || room(from) === room(to) || (room(from) === 'config' && to === '../package.json')) return false;
      return storeyOf(room(to)) <= storeyOf(room(from));
    }),
  ).toEqual([]);
});

test('no file imports itself by way of others, and no folder', () => {
  const local = IMPORTS.filter((edge) => edge.relative);
  expect(circlesOf(local.map(({ from, to }) => [from.replace(/\.ts$/, ''), to]))).toEqual([]);
  const folders = local.map(({ from, to }): [string, string] => [dirname(from), dirname(to)]);
  expect(circlesOf(folders.filter(([from, to]) => from !== to))).toEqual([]);
});

/** Ways along the edges that come back to where they began. */
function circlesOf(edges: readonly (readonly [from: string, to: string])[]): string[] {
  const next = new Map<string, string[]>();
  for (const [from, to] of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, trail: string[]) => {
    if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
    else if (!done.has(file)) {
      for (const target of next.get(file) ?? []) visit(target, [...trail, file]);
      done.add(file);
    }
  };
  for (const file of next.keys()) visit(file, []);
  return circles;
}

test('features, evaluation, report and tables are pure: no environment, no files, no network, no TensorFlow', () => {
  const pure = ['features', 'evaluation', 'report', 'tables'];
  const impure = /^(node:)?(fs|os|process|child_process|net|http|https|path)(\/|$)|^@aws-sdk|^@tensorflow|^@duckdb/;
  expect(
    violations(
      ({ from, to }) => pure.includes(room(from)) && (impure.test(to) || ['storage', 'publication'].includes(room(to))),
    ),
  ).toEqual([]);
});

test('only config and the doors read the environment', () => {
  const readers = filesBelow(SRC)
    .filter((file) => /process\.env/.test(readFileSync(file, 'utf8')))
    .map((file) => relative(SRC, file))
    .filter((file) => !['config', 'cli', 'lambda'].includes(room(file)));
  expect(readers).toEqual([]);
});

test('only storage and publication know S3, only engine knows DuckDB and EMR, only models and products know TensorFlow', () => {
  const owners: [RegExp, string[]][] = [
    [/^@aws-sdk\/(?!client-emr)|^@smithy\//, ['storage', 'publication']],
    [/^@aws-sdk\/client-emr/, ['engine']],
    [/^@duckdb\//, ['engine']],
    [/^@tensorflow\//, ['models', 'products']],
  ];
  expect(
    violations(({ from, to }) => owners.some(([name, rooms]) => name.test(to) && !rooms.includes(room(from)))),
  ).toEqual([]);
});

test('report sees metrics.json alone, and the ETL never reaches models', () => {
  expect(
    violations(
      ({ from, to, relative: local }) =>
        local && room(from) === 'report' && !['report', 'evaluation', 'config'].includes(room(to)),
    ),
  ).toEqual([]);
  expect(
    violations(({ from, to }) => room(from) === 'etl' && ['models', 'training', 'predict'].includes(room(to))),
  ).toEqual([]);
});

test('tables are values: they see settings, each other and what a relation is, and no engine', () => {
  const seen = /^(config\/|tables\/|engine\/(relation|dialect|table-column)$)/;
  expect(violations(({ from, to }) => room(from) === 'tables' && !seen.test(to))).toEqual([]);
  const running = filesBelow(join(SRC, 'tables')).filter((file) => /\basync\b|\bawait\b|Promise/.test(codeOf(file)));
  expect(running).toEqual([]);
});

/** What a file says beside its comments. */
function codeOf(file: string): string {
  return readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
}

/** Of one engine alone, or with another meaning in another: they are spelt by a dialect, or done by an engine. */
const OWN_WORDS = [
  // making, changing and dropping tables is the engine's alone
  /\b(CREATE (OR REPLACE )?(TEMP(ORARY)? )?(TABLE|VIEW)|DROP (TABLE|VIEW)|ALTER TABLE|INSERT INTO|DELETE FROM)\b/,
  /\bUPDATE \w+\s+SET\b|\bCOPY \(|\bDESCRIBE\b|\bPRAGMA\b|\browid\b|monotonically_increasing_id/,
  /read_(csv|parquet|json)\b|parquet_\w+\(|binary_as_string|hive_partitioning|file_row_number|\b(csv|parquet)\.`/,
  /\b(date_diff|datediff|date_add|date_trunc|try_strptime|strptime|strftime|to_date|date_format|epoch_ms|make_timestamp)\(/,
  /\btimezone\(|\bfrom_utc_timestamp\(|TIMESTAMPTZ|\bTRY_CAST\(|\btry_cast\(|\bTRY\(|\bisfinite\(|AS (VARCHAR|STRING)\b/,
  /\bregexp_\w+\(|\brlike\b|\bSIMILAR TO\b|\bstrlen\(|\boctet_length\(|\bstrip_accents\(|\bsplit_part\(|\bsuffix\(/,
  /\b(list_|array_|collect_list|collect_set|arg_max|arg_min|max_by|min_by|any_value|unnest|explode|struct_pack|named_struct)\w*\(/,
  /\b(json_object|to_json|get_json_object|quantile_cont|percentile_cont|percentile|approx_\w+)\(/,
  /\bQUALIFY\b|\bEXCLUDE\b|\bFILTER \(|\b(UN)?PIVOT\b|\bGROUP BY ALL\b|\bUSING SAMPLE\b|\bLATERAL\b|\bASOF\b|\bDISTINCT ON\b/,
  // names in quotes are text to others, and so is a cast in colons
  /\bAS "|::(DATE|INT|INTEGER|BIGINT|DOUBLE|VARCHAR|TEXT|DECIMAL)\b/,
];

test('only the engine makes, fills and drops tables, and speaks words that other engines do not know', () => {
  const speaking = filesBelow(SRC)
    .filter((file) => room(relative(SRC, file)) !== 'engine')
    .flatMap((file) => {
      const code = codeOf(file);
      return OWN_WORDS.flatMap((words) => {
        const found = words.exec(code);
        return found === null ? [] : [`${relative(SRC, file)}: ${found[0]}`];
      });
    });
  expect(speaking).toEqual([]);
});

test('nobody knows which engine it is but who opens it or asks for its text', () => {
  const allowed = ['jobs/', 'cli/', 'lambda/', 'library/'];
  expect(
    violations(
      ({ from, to }) =>
        /^engine\/(duckdb|spark)/.test(to) && room(from) !== 'engine' && !allowed.some((door) => from.startsWith(door)),
    ),
  ).toEqual([]);
});

test('no function needs a table that its arguments do not name', () => {
  const asking = filesBelow(SRC).filter((file) =>
    /Needs (the tables|`[a-z_]+`)|\(see build/.test(readFileSync(file, 'utf8')),
  );
  expect(asking.map((file) => relative(SRC, file))).toEqual([]);
});
