import type { Figure } from './figure';
import { figureJson, figureSize } from './figure';
import { wholeFigureHtml } from './interactive-figure';
import { type MimeOutput, sendOutput } from './mime-output';
import { figurePng } from './static-figure';
import { type Frame, type Row, type TableOptions, tableOutput } from './table';

/** Set by `npm run notebooks`: the Chromium that draws the static images. */
const STATIC_FIGURES = 'RECOMPRA_FIGURE_CHROMIUM';

export interface FigureOptions {
  /** What the figure shows, in a sentence, for readers who cannot see it. */
  alt: string;
}

/** Shows the first rows of a danfojs DataFrame or of row objects, numbers formatted, with the number of rows. */
export function showTable(table: Frame | Row[], options: TableOptions = {}): void {
  sendOutput(tableOutput(table, options));
}

/**
 * Shows a Plotly figure. In a notebook that a person works in it is interactive, and each brings what draws it along, so
 * that it is there again when the page is opened again. In a run by `npm run notebooks` it is an image beside the figure's data: what is committed stays small
 * and shows on GitHub, which runs no scripts, and in a fresh clone, which Jupyter does not trust.
 */
export async function showFigure(figure: Figure, { alt }: FigureOptions): Promise<void> {
  const chromiumPath = process.env[STATIC_FIGURES];
  sendOutput(chromiumPath ? await staticOutput(figure, alt, chromiumPath) : interactiveOutput(figure, alt));
}

async function staticOutput(figure: Figure, alt: string, chromiumPath: string): Promise<MimeOutput> {
  const png = await figurePng(figure, chromiumPath);
  return {
    data: {
      'application/vnd.plotly.v1+json': JSON.parse(figureJson(figure)),
      'image/png': png.toString('base64'),
      'text/plain': alt,
    },
    metadata: { 'image/png': figureSize(figure) },
  };
}

function interactiveOutput(figure: Figure, alt: string): MimeOutput {
  return { data: { 'text/html': wholeFigureHtml(figure, alt), 'text/plain': alt } };
}
