const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand between tags or inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/**
 * Text for Plotly, which reads a little HTML of its own in labels (`<b>`, `<br>`, `<a href>`): escaped, so that a
 * product's name is shown as it is, and never becomes a link.
 */
export function plotText(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character]!);
}

/** JSON as it may stand inside `<script>`: no tag can close it, and no line separator can end a line of it. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value, shortNumber)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}

/** Four significant digits for what is not a whole number: more cannot be seen in a chart, and makes files large. */
function shortNumber(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}

/** JavaScript as it may stand inside `<script>`; inside strings and patterns the escapes mean the same. */
export function scriptSource(source: string): string {
  return source.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');
}
