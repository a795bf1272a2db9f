import type { Revision, RevisionChances } from '../../evaluation/revision-schema';
import { reliabilityChart } from '../charts/reliability';
import { type Chart, renderChart, renderMissing } from '../page/chart-card';
import type { Figure } from '../page/figure';
import { type Html, html } from '../page/html';
import type { Words } from './languages';

/** Expected against actual buyers, and stated chances against what happened. */
export function renderBuyers({ pooled }: Revision, words: Words): Html {
  const { t, r } = words;
  const { chances } = pooled;
  if (chances.length === 0) return html`<div class="charts">${renderMissing(r.buyers.name, r.buyers.none)}</div>`;
  const { rows } = chances[0]!.brier;
  const stated = chances.map(({ days, reliability }) => ({ days, bins: reliability }));
  const chart = { ...reliabilityChart(stated, rows, t), n: r.buyers.n(rows) };
  return html`<div class="charts">${renderChart(buyersChart(chances, words), t)}
${renderChart(chart, t)}</div>`;
}

function buyersChart(chances: readonly RevisionChances[], { t, r }: Words): Chart {
  const { buyers } = r;
  const last = chances.at(-1)!;
  return {
    id: 'buyers',
    title: buyers.title(last.days, last.actual, last.expected),
    howToRead: buyers.howToRead,
    n: buyers.n(chances[0]!.brier.rows),
    sentence: chances.map(({ days, actual, expected }) => buyers.sentence(days, actual, expected)).join(' '),
    table: {
      columns: buyers.columns,
      rows: chances.map(({ days, expected, range, actual, ratio, brier }) => [
        days,
        expected,
        range?.low ?? null,
        range?.high ?? null,
        actual,
        ratio?.value ?? null,
        brier.value,
        brier.rows,
      ]),
    },
    figure: rangesAndPoints(chances, { t, r }),
  };
}

function rangesAndPoints(chances: readonly RevisionChances[], { r }: Words): Figure {
  const { buyers } = r;
  const places = chances.map(({ days }) => buyers.within(days));
  const low = chances.map(({ range, expected }) => expected - (range?.low ?? expected));
  const high = chances.map(({ range, expected }) => (range?.high ?? expected) - expected);
  return {
    data: [
      {
        type: 'scatter',
        mode: 'markers',
        name: buyers.expected,
        x: places,
        y: chances.map(({ expected }) => expected),
        error_y: {
          type: 'data',
          symmetric: false,
          array: high,
          arrayminus: low,
          color: 'neutral',
          thickness: 10,
          width: 0,
        },
        marker: { color: 'ink', symbol: 'line-ew-open', size: 26 },
        hovertemplate: '%{y:.1f}<extra></extra>',
      },
      {
        type: 'scatter',
        mode: 'markers',
        name: buyers.actual,
        x: places,
        y: chances.map(({ actual }) => actual),
        marker: { color: 'accent', symbol: 'circle', size: 13 },
        hovertemplate: '%{y}<extra></extra>',
      },
    ],
    layout: {
      height: 380,
      showlegend: true,
      margin: { t: 36 },
      xaxis: { showgrid: false },
      yaxis: { title: { text: buyers.axis }, rangemode: 'tozero' },
    },
    narrow: { margin: { t: 64 } },
  };
}
