import { figureOf, pictureOf, template } from './figure';
import { type Payload, type Plot, payloadOf, root } from './page';

/** Pixels of the picture, and characters of a line of its title. */
const PNG_WIDTH = 960;
const TITLE_LENGTH = 88;
/** Pixels of a legend that the page has as buttons. */
const LEGEND_HEIGHT = 44;
/** A text's address is kept so long, milliseconds. */
const KEPT_MS = 10_000;

/** The buttons of a card save its picture, its rows or its figures. */
export function followDownloads(): void {
  document.addEventListener('click', ({ target }) => {
    const button = (target as Element).closest<HTMLElement>('button[data-download]');
    if (!button) return;
    const payload = payloadOf(button);
    const kind = button.dataset['download'];
    if (kind === 'csv') saveText(payload.csv, 'text/csv', `${payload.file}.csv`);
    else if (kind === 'json') saveText(payload.json, 'application/json', `${payload.file}.json`);
    else void savePng(button.closest('.card')!.querySelector('.plot')!, payload);
  });
}

function save(url: string, file: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = file;
  link.click();
}

function saveText(text: string, type: string, file: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  save(url, file);
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}

/** The picture leaves the page for a white document: light, with its title and its n. */
async function savePng(plot: Element, { png, file }: Payload): Promise<void> {
  root.dataset['print'] = '';
  const figure = figureOf(plot, PNG_WIDTH);
  delete root.dataset['print'];
  const margin = { ...marginOf(template['layout']), ...marginOf(figure.layout) };
  // A legend of buttons stays in the page: the picture has one of its own.
  const legend = plot.closest('.card')!.querySelector('.series') === null ? 0 : LEGEND_HEIGHT;
  if (legend > 0) figure.layout['showlegend'] = true;
  const text = wrapped(png.title);
  const lines = text.split('<br>').length;
  const extra = 52 + 24 * lines + legend;
  const title = {
    text,
    subtitle: { text: png.note, font: { size: 13 } },
    font: { size: 18 },
    ...{ x: 0.02, xanchor: 'left', y: 1, yref: 'container', yanchor: 'top', pad: { t: 4 + 14 * lines } },
  };
  const height = figure.layout.height + extra;
  Object.assign(figure.layout, { title, margin: { ...margin, t: margin['t']! + extra }, height });
  save(await pictureOf(figure, { format: 'png', width: PNG_WIDTH, height, scale: 2 }), `${file}.png`);
}

function marginOf(layout: unknown): Record<string, number> {
  return ((layout as Plot)['margin'] ?? {}) as Record<string, number>;
}

function wrapped(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (`${line} ${word}`.length > TITLE_LENGTH) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.join('<br>');
}
