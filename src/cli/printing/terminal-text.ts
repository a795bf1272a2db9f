/** Steers a terminal: C0 and C1 controls, and the marks that turn the direction of text. */
const STEERING = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text as a terminal may show it: what would steer it is spelled out, whatever file or server it came from. */
export function terminalText(text: string): string {
  return text.replace(STEERING, (sign) => (sign === '\n' || sign === '\t' ? sign : spelledOut(sign)));
}

/** JSON that a terminal may show; it stands for the same value. */
export function terminalJson(value: object): string {
  return terminalText(JSON.stringify(value));
}

/** As in a JSON string. */
function spelledOut(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
