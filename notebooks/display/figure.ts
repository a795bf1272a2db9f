/** A Plotly figure: traces and layout as Plotly documents them. Typed arrays, dates and BigInt are allowed as data. */
export interface Figure {
  data: object[];
  layout?: Partial<FigureSize> & { [attribute: string]: unknown };
}

/** Width and height of a figure in CSS pixels. */
export interface FigureSize {
  width: number;
  height: number;
}

/** Plain look shared by all figures; a figure's own layout has the last word. */
const BASE_LAYOUT = {
  font: { size: 13 },
  margin: { l: 70, r: 30, t: 50, b: 55 },
  paper_bgcolor: '#ffffff',
  plot_bgcolor: '#ffffff',
};

const DEFAULT_SIZE: FigureSize = { width: 720, height: 380 };

/**
 * The figure as plain JSON text that can stand inside a script element: what JSON cannot spell becomes arrays, numbers
 * and ISO dates, and no `<` or line separator of a label can end the script.
 */
export function figureJson({ data, layout }: Figure): string {
  const json = JSON.stringify({ data, layout: { ...BASE_LAYOUT, ...layout } }, plainValue);
  return json.replace(/[<\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function plainValue(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') {
    return Number(value);
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Array.from(value as Float64Array | BigInt64Array, Number);
  }
  return value;
}

/** The layout's own width and height, where it has them. */
export function figureSize({ layout = {} }: Figure): FigureSize {
  return { width: layout.width ?? DEFAULT_SIZE.width, height: layout.height ?? DEFAULT_SIZE.height };
}
