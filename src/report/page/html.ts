import { escapeHtml } from './escape';

/** Markup that may stand in a page as it is. */
export class Html {
  constructor(readonly text: string) {}
}

/** What a template takes: markup as it is, text escaped, nothing for null. Numbers must be formatted first. */
export type HtmlPart = Html | string | null | readonly HtmlPart[];

/** Template of markup. Every text put into it is escaped, so that data cannot become markup. */
export function html(strings: TemplateStringsArray, ...parts: HtmlPart[]): Html {
  return new Html(strings.map((text, index) => text + (index < parts.length ? partText(parts[index]!) : '')).join(''));
}

function partText(part: HtmlPart): string {
  if (part === null) return '';
  if (typeof part === 'string') return escapeHtml(part);
  return part instanceof Html ? part.text : part.map(partText).join('');
}
