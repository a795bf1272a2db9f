import type { Html } from '../../src/report/page/html';

/** What a reader reads of the markup: no tags, no data scripts, entities resolved, spaces joined. */
export function pageText(markup: Html | string): string {
  const source = typeof markup === 'string' ? markup : markup.text;
  return source
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:)])/g, '$1')
    .trim();
}

interface Payload {
  file: string;
  csv: string;
  hidden: string[];
  data: Record<string, unknown>[];
  layout: Record<string, unknown>;
}

/** What the page's script reads for each chart, in the order of the page. */
export function chartPayloads(markup: Html | string): Payload[] {
  const source = typeof markup === 'string' ? markup : markup.text;
  const scripts = source.matchAll(/<script type="application\/json" class="payload">([\s\S]*?)<\/script>/g);
  return [...scripts].map(([, json]) => JSON.parse(json!) as Payload).filter(({ data }) => data !== undefined);
}
