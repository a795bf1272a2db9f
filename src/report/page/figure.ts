/** Anything Plotly takes, as JSON. Under a key that ends in `color` stands a colour token of the theme. */
export type PlotValue = string | number | boolean | null | PlotValue[] | PlotObject;
export interface PlotObject {
  [key: string]: PlotValue;
}

/** What is drawn. `layout.height` is in pixels; the width is the page's. */
export interface Figure {
  data: PlotObject[];
  layout: PlotObject & { height: number };
  /** Laid over `layout` where the chart is narrower than 560 pixels. */
  narrow?: PlotObject;
}
