import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Figure } from '../display/figure';
import { figureHtml, plotlyScript } from '../display/interactive-figure';
import { NotebookFailed, ROOT, runPython } from './run-notebook';

const PLOTLY_MIME = 'application/vnd.plotly.v1+json';

interface Output {
  data?: Record<string, unknown>;
}

/** The part of a notebook file (nbformat 4) that matters here. */
interface Notebook {
  cells: { outputs?: Output[] }[];
}

/**
 * Renders an executed notebook as one HTML page that needs no network: its figures are interactive, and Plotly stands
 * in the page once. Returns the page's path.
 */
export async function renderHtml(executed: string, folder: string): Promise<string> {
  const temporary = mkdtempSync(join(tmpdir(), 'recompra-notebook-'));
  const interactive = join(temporary, basename(executed));
  const notebook = JSON.parse(readFileSync(resolve(ROOT, executed), 'utf8')) as Notebook;
  writeFileSync(interactive, JSON.stringify(withInteractiveFigures(notebook)));
  mkdirSync(resolve(ROOT, folder), { recursive: true });
  const nbconvert = ['-m', 'nbconvert', '--to', 'html', '--template', 'offline', '--output-dir', folder];
  const { status, stderr } = await runPython([...nbconvert, interactive]);
  rmSync(temporary, { recursive: true });
  if (status !== 0) {
    throw new NotebookFailed(`${executed} could not be rendered as HTML: ${stderr.trim()}`);
  }
  return join(folder, `${basename(executed, '.ipynb')}.html`);
}

/** The notebook with each figure as a script in place of its image; the first one brings Plotly. */
function withInteractiveFigures(notebook: Notebook): Notebook {
  let plotly = `${plotlyScript()}\n`;
  const interactive = ({ data, ...output }: Output): Output => {
    const figure = data?.[PLOTLY_MIME];
    if (!data || !figure) {
      return data ? { ...output, data } : output;
    }
    const html = plotly + figureHtml(figure as Figure, textOf(data['text/plain']));
    plotly = '';
    return { ...output, data: { 'text/html': html } };
  };
  return {
    ...notebook,
    cells: notebook.cells.map((cell) => (cell.outputs ? { ...cell, outputs: cell.outputs.map(interactive) } : cell)),
  };
}

/** Notebook files store a text whole or as its lines. */
function textOf(text: unknown): string {
  return Array.isArray(text) ? text.join('') : String(text);
}
