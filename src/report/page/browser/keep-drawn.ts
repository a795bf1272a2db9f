import { draw } from './figure';
import { root } from './page';

/** Width of the sheet, pixels. */
const PAPER_WIDTH = 630;

/** Draws the charts, and again whenever width, colour scheme or paper ask for it. */
export function keepDrawn(): void {
  const plots = [...document.querySelectorAll<HTMLElement>('.plot')];
  const visible = () => plots.filter((plot) => !plot.closest<HTMLElement>('.report')!.hidden);
  followWidths(plots);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    for (const plot of visible()) draw(plot);
  });
  followPaper(visible);
}

/** Also draws for the first time: an element that comes into the page, or out of hiding, changes its width. */
function followWidths(plots: readonly HTMLElement[]): void {
  const widths = new ResizeObserver((entries) => {
    requestAnimationFrame(() => {
      if ('print' in root.dataset) return;
      for (const { target } of entries) {
        const plot = target as HTMLElement;
        if (String(plot.clientWidth) !== plot.dataset['width']) draw(plot);
      }
    });
  });
  for (const plot of plots) widths.observe(plot);
}

/** On paper: light, as wide as the sheet, and every table open. */
function followPaper(visible: () => HTMLElement[]): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    root.dataset['print'] = '';
    opened = [...document.querySelectorAll<HTMLDetailsElement>('.report:not([hidden]) details:not([open])')];
    for (const details of opened) details.open = true;
    for (const plot of visible()) draw(plot, PAPER_WIDTH);
  });
  addEventListener('afterprint', () => {
    delete root.dataset['print'];
    for (const details of opened) details.open = false;
    for (const plot of visible()) draw(plot);
  });
}
