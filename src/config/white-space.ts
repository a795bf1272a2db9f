/** What is taken off around a value: all that casts to numbers forgive, and the no-break space of office programs. */
export const WHITE_SPACE = ' \t\n\v\f\r\u00a0';

/** A text as it is read from a line: `trim` would take more off, and make one of two names. */
export function withoutWhiteSpace(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && WHITE_SPACE.includes(text[start]!)) start++;
  while (end > start && WHITE_SPACE.includes(text[end - 1]!)) end--;
  return text.slice(start, end);
}
