import { draw } from './figure';
import { root } from './page';

/** Widths of charts on paper, pixels, before the style makes them smaller: across the sheet, and two beside each other. */
const PAPER_WIDTH = { wide: 800, half: 430 };

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

/** On paper: light, as wide as the sheet, and the tables together at the end. Figures behind the charts stay in their CSV. */
function followPaper(visible: () => HTMLElement[]): void {
  let moved: { card: Element; place: Comment }[] = [];
  let closed: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    root.dataset['print'] = '';
    closed = [...document.querySelectorAll<HTMLDetailsElement>('.report:not([hidden]) .chart details[open]')];
    for (const details of closed) details.open = false;
    moved = moveTables();
    for (const plot of visible()) draw(plot, plot.closest('.wide') === null ? PAPER_WIDTH.half : PAPER_WIDTH.wide);
  });
  addEventListener('afterprint', () => {
    delete root.dataset['print'];
    for (const { card, place } of moved) place.replaceWith(card);
    moved = [];
    for (const appendix of document.querySelectorAll<HTMLElement>('.appendix')) appendix.hidden = true;
    for (const details of closed) details.open = true;
    for (const plot of visible()) draw(plot);
  });
}

/** Moves the cards of tables into the appendix of the report that is shown; each leaves a mark of where it was. */
function moveTables(): { card: Element; place: Comment }[] {
  const appendix = document.querySelector<HTMLElement>('.report:not([hidden]) .appendix');
  if (appendix === null) return [];
  const cards = [...document.querySelectorAll('.report:not([hidden]) .tabled')];
  appendix.hidden = cards.length === 0;
  return cards.map((card) => {
    const place = document.createComment('');
    card.replaceWith(place);
    appendix.append(card);
    return { card, place };
  });
}
