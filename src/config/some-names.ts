/** The first of many names, and how many more there are. */
export function someNames(names: readonly string[], shown = 3): string {
  const rest = names.length - shown;
  return `${names.slice(0, shown).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Columns of a file, of which a reader wants to see more: they are what an error about columns is about. */
export function columnNames(names: readonly string[]): string {
  return someNames(names, 20);
}
