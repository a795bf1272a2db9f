import { embedded, type Payload, type Plot, payloadOf, root } from './page';

export interface Figure {
  data: unknown;
  layout: Record<string, unknown> & { height: number };
  config: Plot;
}

/** What the page uses of the library that stands in it. */
declare const Plotly: {
  register(locale: Plot): void;
  react(plot: Element, data: unknown, layout: Plot, config: Plot): void;
  toImage(figure: Figure, options: Plot): Promise<string>;
};

/** Narrower charts have fewer ticks and shorter words, pixels. */
const NARROW = 560;

export const template = embedded('plot-template');
export const pictureOf = (figure: Figure, options: Plot) => Plotly.toImage(figure, options);

export function registerLocale(): void {
  Plotly.register({ moduleType: 'locale', name: 'es', dictionary: {}, format: embedded('plot-locale') });
}

/** A colour token under a key that ends in "color" becomes the value its CSS variable has at this moment. */
function paint(node: unknown, key = ''): unknown {
  if (Array.isArray(node)) return node.map((item) => paint(item, key));
  if (isObject(node))
    return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, paint(value, name)]));
  return typeof node === 'string' && /color$/.test(key)
    ? getComputedStyle(root).getPropertyValue(`--${node}`).trim() || node
    : node;
}

function isObject(node: unknown): node is Plot {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}

function overlay(base: Plot, extra: Plot): Plot {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(extra)) {
    const under = base[key];
    merged[key] = isObject(under) && isObject(value) ? overlay(under, value) : value;
  }
  return merged;
}

/** The chart of an element as wide as that, pixels, in the colours and the language of this moment. */
export function figureOf(plot: Element, width: number): Figure {
  const { data, layout, narrow = {}, hidden = [] }: Payload = payloadOf(plot);
  const drawn = data.filter((trace) => !hidden.includes(String(trace['legendgroup'])));
  const fitted = overlay(width < NARROW ? overlay(layout, narrow) : layout, { width, template });
  const locale = plot.closest<HTMLElement>('.report')!.lang;
  return {
    data: paint(drawn),
    layout: paint(fitted) as Figure['layout'],
    config: { displayModeBar: false, scrollZoom: false, doubleClick: false, showTips: false, locale },
  };
}

export function draw(plot: HTMLElement, width = plot.clientWidth): void {
  if (width === 0) return;
  const { data, layout, config } = figureOf(plot, width);
  plot.style.height = `${layout.height}px`;
  plot.dataset['width'] = String(width);
  Plotly.react(plot, data, layout, config);
}
