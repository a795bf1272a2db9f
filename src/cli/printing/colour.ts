/** SGR codes of what is told apart by colour. */
const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };
export type Colour = keyof typeof CODES;

/** Puts a text that a terminal may show into a colour, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;

/**
 * Colours on a terminal, none elsewhere. NO_COLOR (any text) takes them away, FORCE_COLOR gives them everywhere (0 and
 * false: nowhere) and goes before it; see no-color.org and force-color.org.
 */
export function painter(
  stream: { isTTY?: boolean | undefined },
  environment: Record<string, string | undefined> = process.env,
): Paint {
  return isColoured(stream, environment)
    ? (colour, text) => `\u001b[${CODES[colour]}m${text}\u001b[0m`
    : (_colour, text) => text;
}

function isColoured({ isTTY }: { isTTY?: boolean | undefined }, environment: Record<string, string | undefined>) {
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if (environment['NO_COLOR']) return false;
  return isTTY === true && environment['TERM'] !== 'dumb';
}
