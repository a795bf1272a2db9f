/**
 * The reader's words for an identifier of metrics.json, or the identifier itself where the dictionary has none: names
 * and reasons are data, and new ones may come.
 */
export function known(dictionary: Readonly<Record<string, string>>, id: string): string {
  return Object.hasOwn(dictionary, id) ? dictionary[id]! : id;
}
