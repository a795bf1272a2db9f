/** What stands for an empty value in a path of Hive and Spark. */
const EMPTY = '__HIVE_DEFAULT_PARTITION__';

/** Columns that the folders of a path say for all lines in it: `ventas/dia=2024-01-05/tienda=7/a.csv`. */
export function pathColumns(path: string): Map<string, string> {
  const columns = new Map<string, string>();
  for (const folder of path.split('/').slice(0, -1)) {
    const [, name, value] = /^([^=]+)=(.*)$/.exec(folder) ?? [];
    if (name !== undefined && value !== undefined) columns.set(decoded(name), value === EMPTY ? '' : decoded(value));
  }
  return columns;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
