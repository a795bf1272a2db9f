/** The reports of a page, one a language, and what their charts share. */
export const root = document.documentElement;
export const reports = [...document.querySelectorAll<HTMLElement>('.report')];

/** A figure, a layout or a part of them, as Plotly takes it. */
export type Plot = Readonly<Record<string, unknown>>;

/** What a chart draws and what its buttons save. */
export interface Payload {
  data: readonly Plot[];
  layout: Plot & { height: number };
  narrow?: Plot;
  /** Groups of traces that are not drawn. */
  hidden?: string[];
  file: string;
  csv: string;
  json: string;
  png: { title: string; note: string };
}

const payloads = new Map<Element, Payload>();

/** The payload of the card that holds an element, read once. */
export function payloadOf(element: Element): Payload {
  const script = element.closest('.card')!.querySelector('.payload')!;
  const known = payloads.get(script) ?? (JSON.parse(script.textContent!) as Payload);
  payloads.set(script, known);
  return known;
}

/** JSON that stands in the page. */
export function embedded(id: string): Plot {
  return JSON.parse(document.getElementById(id)!.textContent!) as Plot;
}
