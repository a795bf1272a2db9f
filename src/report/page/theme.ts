import type { PlotObject } from './figure';

/**
 * Colours of the report by role, light and dark. Texts reach 4.5 : 1 and marks 3 : 1 on `surface`; the eight series
 * can be told apart with the common colour-vision deficiencies, and no chart relies on them alone.
 */
const LIGHT = {
  page: '#f5f6f8',
  surface: '#ffffff',
  raised: '#eef2f6',
  ink: '#17212b',
  muted: '#55616e',
  line: '#d5dbe2',
  grid: '#e8ecf0',
  accent: '#0b5fa5',
  good: '#14713f',
  even: '#7a5900',
  bad: '#b23a12',
  band: '#f3d9cd',
  shade: '#9aa7b5',
  tint1: '#dbe6f0',
  tint2: '#b5cde2',
  tint3: '#8fb3d4',
  tint4: '#6b9bc6',
  neutral: '#8b97a4',
  'series-1': '#0b5fa5',
  'series-2': '#c64f00',
  'series-3': '#8a6d00',
  'series-4': '#7d4fa8',
  'series-5': '#2b8fb8',
  'series-6': '#66707a',
  'series-7': '#00795c',
  'series-8': '#b03a74',
};

/** Name of a colour: a CSS variable in the page, replaced by its value when a chart is drawn. */
export type ColorToken = keyof typeof LIGHT;

const DARK: Record<ColorToken, string> = {
  page: '#10151b',
  surface: '#19212a',
  raised: '#222c37',
  ink: '#e7ecf1',
  muted: '#a5b1bd',
  line: '#364350',
  grid: '#28323d',
  accent: '#74b9f5',
  good: '#62cc93',
  even: '#e2b84d',
  bad: '#ff9b75',
  band: '#5a3527',
  shade: '#5b6b7c',
  tint1: '#24374a',
  tint2: '#305273',
  tint3: '#3c6a94',
  tint4: '#4a82b4',
  neutral: '#8492a0',
  'series-1': '#64aef0',
  'series-2': '#ff9950',
  'series-3': '#dcbb45',
  'series-4': '#bf97e6',
  'series-5': '#6cd0ea',
  'series-6': '#a9b3bd',
  'series-7': '#3ecda0',
  'series-8': '#f08bb8',
};

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** Colours and font as CSS variables: dark where the reader's system is, and never on paper. */
export function colorVariables(): string {
  const variables = (colors: Record<ColorToken, string>) =>
    Object.entries(colors)
      .map(([token, value]) => `--${token}:${value}`)
      .join(';');
  return `:root{color-scheme:light;--font:${FONT};${variables(LIGHT)}}
@media screen and (prefers-color-scheme:dark){:root:not([data-print]){color-scheme:dark;${variables(DARK)}}}`;
}

const AXIS: PlotObject = {
  fixedrange: true,
  automargin: true,
  separatethousands: true,
  exponentformat: 'none',
  gridcolor: 'grid',
  linecolor: 'line',
  zerolinecolor: 'line',
  ticks: '',
  tickfont: { color: 'muted', size: 12 },
  title: { standoff: 12, font: { color: 'muted', size: 12 } },
};

/** Plotly template of every chart, with colours by token. Zoom is off: on a telephone it would catch the scroll. */
export const PLOT_TEMPLATE: PlotObject = {
  layout: {
    font: { family: FONT, size: 13, color: 'ink' },
    paper_bgcolor: 'surface',
    plot_bgcolor: 'surface',
    margin: { l: 56, r: 16, t: 16, b: 48 },
    hoverlabel: { bgcolor: 'raised', bordercolor: 'line', font: { color: 'ink', size: 13 }, align: 'left' },
    hovermode: 'closest',
    dragmode: false,
    showlegend: false,
    legend: { orientation: 'h', x: 0, xanchor: 'left', y: 1.02, yanchor: 'bottom', font: { size: 12 } },
    xaxis: AXIS,
    yaxis: AXIS,
  },
};
