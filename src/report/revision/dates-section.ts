import type { Revision, RevisionFigure } from '../../evaluation/revision-schema';
import { renderMissing } from '../page/chart-card';
import type { Cell } from '../page/data-table';
import { type Html, html } from '../page/html';
import { renderTableCard } from '../page/table-card';
import type { Words } from './languages';

/** Errors of the dates and what the 80 % intervals held, as far as the lines reach. */
export function renderDates({ pooled, windowDays }: Revision, { t, r }: Words): Html {
  const { dates, interval } = pooled;
  if (dates === null) return renderMissing(r.dates.title, r.cards.none);
  const row = (name: string, { value, low, high, rows, customers }: RevisionFigure, share: boolean): Cell[] => [
    name,
    ...[value, low, high].map((part): Cell => (share ? { share: part } : part)),
    rows,
    customers,
  ];
  const rows = [
    row(r.dates.mae, dates.mae, false),
    row(r.dates.within(1), dates.within1, true),
    row(r.dates.within(3), dates.within3, true),
    row(r.dates.within(7), dates.within7, true),
    ...(interval === null ? [] : [row(r.dates.coverage, interval.coverage, true)]),
  ];
  const counts =
    interval === null
      ? ''
      : ` ${r.dates.intervals(interval.inside, interval.outside, interval.open, interval.without)} ${r.cards.width(interval.meanWidth)}.`;
  const howToRead = `${r.dates.howToRead(windowDays)}${counts}`;
  return html`<div class="charts">${renderTableCard({ id: 'reviewed-dates', title: r.dates.title, table: { columns: r.dates.columns, rows }, howToRead }, t)}</div>`;
}
