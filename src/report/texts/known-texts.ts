/**
 * The reader's words for an identifier of metrics.json, or the identifier itself where the dictionary has none: names
 * and reasons are data, and new ones may come.
 */
export function known(dictionary: Readonly<Record<string, string>>, id: string): string {
  return Object.hasOwn(dictionary, id) ? dictionary[id]! : id;
}

/** A sentence of the run in the reader's language: pattern and replacement, as `String.replace` takes them. */
export type Phrase = readonly [pattern: RegExp, replacement: string];

/** Translates the parts of a run's sentence that the dictionary knows; the rest stays as it was written. */
export function translate(phrases: readonly Phrase[], sentence: string): string {
  return phrases.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), sentence);
}
