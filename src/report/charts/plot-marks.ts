import type { PlotObject } from '../page/figure';

export interface MarkedPlace {
  x: number;
  /** Panel of the figure, the first unless given. */
  panel?: number;
}

/** Plotly's name of the axis of a panel: `x`, `x2`, `x3`. */
export function panelAxis(letter: 'x' | 'y', panel: number): string {
  return panel === 0 ? letter : `${letter}${panel + 1}`;
}

/** A dotted line from the bottom to the top of a panel. */
export function verticalLine({ x, panel = 0 }: MarkedPlace): PlotObject {
  return {
    type: 'line',
    xref: panelAxis('x', panel),
    yref: `${panelAxis('y', panel)} domain`,
    x0: x,
    x1: x,
    y0: 0,
    y1: 1,
    line: { color: 'ink', width: 1, dash: 'dot' },
  };
}

/** Quiet words beside a vertical line: `side` is where they stand, `y` how high (0 bottom, 1 above the panel). */
export function besideLine(
  text: string,
  { x, panel = 0, side, y }: MarkedPlace & { side: 'left' | 'right'; y: 0 | 1 },
) {
  return {
    text,
    showarrow: false,
    xref: panelAxis('x', panel),
    yref: `${panelAxis('y', panel)} domain`,
    x,
    xshift: side === 'left' ? -6 : 6,
    xanchor: side === 'left' ? 'right' : 'left',
    y,
    yanchor: 'bottom',
    font: { color: 'muted', size: 12 },
  } satisfies PlotObject;
}

/** The line on which what came is what was said, from zero to `end`. */
export function identityLine(name: string, end: number): PlotObject {
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    x: [0, end],
    y: [0, end],
    line: { color: 'muted', width: 1.2, dash: 'dot' },
    hoverinfo: 'skip',
  };
}
