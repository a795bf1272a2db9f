import type { Revision, RevisionFigure, RevisionSegments } from '../../evaluation/revision-schema';
import type { Cell } from '../page/data-table';
import { type Html, html } from '../page/html';
import { renderTableCard } from '../page/table-card';
import type { Words } from './languages';

type Group = RevisionSegments['groups'][number];

/** The figures by segment, a table each. */
export function renderSegments({ segments, verdict }: Revision, words: Words): Html {
  const { t, r } = words;
  const cards = segments
    .filter(({ groups }) => groups.length > 0)
    .map(({ by, groups }) => {
      const table = { columns: r.segments.columns, rows: groups.map((group) => rowOf(group, words)) };
      const howToRead = r.segments.howToRead(verdict.leastCustomers);
      return renderTableCard({ id: `reviewed-${by}`, title: r.segments.title[by], table, howToRead }, t);
    });
  return html`<div class="charts">${cards}</div>`;
}

function rowOf(group: Group, words: Words): Cell[] {
  const { rows, mae, coverage, meanWidth, chances, hit } = group;
  return [
    nameOf(group, words),
    rows,
    mae?.value ?? null,
    halfWidth(mae),
    coverage === null ? null : { share: coverage.value },
    coverage === null ? null : { share: halfWidth(coverage)! },
    meanWidth,
    chances?.days ?? null,
    chances?.expected ?? null,
    chances?.actual ?? null,
    hit === null ? null : { share: hit.value },
  ];
}

function halfWidth(figure: RevisionFigure | null): number | null {
  return figure === null ? null : (figure.high - figure.low) / 2;
}

function nameOf({ state, from, to }: Group, { t, r }: Words): string {
  if (state !== null) return state;
  const short = (value: number) => t.number.fixed(value, Number.isInteger(value) ? 0 : 1);
  if (from === null) return to === null ? '—' : r.segments.below(short(to));
  return to === null ? r.segments.from(short(from)) : r.segments.between(short(from), short(to));
}
