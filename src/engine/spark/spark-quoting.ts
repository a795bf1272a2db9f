/** SQL string literal: a backslash would begin an escape. */
export function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** SQL identifier, quoted. */
export function identifier(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
