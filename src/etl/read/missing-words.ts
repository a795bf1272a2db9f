import type { CsvSettings } from '../../config/settings';
import type { ReadingDialect } from '../../engine/dialect';

/** The words of the settings for an empty field, in small letters, each once. */
export function missingWords({ missing }: Pick<CsvSettings, 'missing'>): string[] {
  const words = missing.map((word) => word.trim().toLowerCase());
  return [...new Set(words)].filter((word) => word !== '');
}

/** How many times fewer bytes a text may take in small letters: the kelvin sign (3) is a k (1). */
const MOST_SHORTENED = 3;

/**
 * Condition, where there are words for "missing": the text is none of them. It is asked of each line, so the length goes
 * first.
 */
export function isNoneOf(dialect: ReadingDialect, words: readonly string[], text: string): string[] {
  if (words.length === 0) return [];
  const longest = MOST_SHORTENED * Math.max(...words.map((word) => Buffer.byteLength(word)));
  const isWord = dialect.isOneOf(`lower(${text})`, words);
  return [`CASE WHEN ${dialect.byteLength(text)} <= ${longest} THEN NOT ${isWord} ELSE TRUE END`];
}
