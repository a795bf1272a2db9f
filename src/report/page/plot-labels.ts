import { plotText } from './escape';

const LONGEST_LABEL = 42;

/** A name beside an axis: cut where it would leave no room for the chart, and never read as markup. */
export function axisLabel(name: string): string {
  const characters = Array.from(name);
  const cut = characters.length > LONGEST_LABEL ? `${characters.slice(0, LONGEST_LABEL - 1).join('')}…` : name;
  return plotText(cut);
}

/** The same in bold, for the row that was chosen. */
export function boldLabel(name: string): string {
  return `<b>${axisLabel(name)}</b>`;
}
