/** A sentence of the data in the reader's language: pattern and replacement, as `String.replace` takes them. */
export type Phrase = readonly [pattern: RegExp, replacement: string];

/** Says the parts of a sentence that the dictionary knows in another language; the rest stays as it was written. */
export function translate(phrases: readonly Phrase[], sentence: string): string {
  return phrases.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), sentence);
}
