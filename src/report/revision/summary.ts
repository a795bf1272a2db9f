import type { Revision, RevisionFigures, VerdictTest } from '../../evaluation/revision-schema';
import type { Cell, DataTable } from '../page/data-table';
import { type Html, html } from '../page/html';
import { renderTableCard } from '../page/table-card';
import type { Words } from './languages';

/** Verdict in words, four figures, the promises one by one, and what a reader must know beside them. */
export function renderSummary(revision: Revision, words: Words): Html {
  const { pooled } = revision;
  const cards = [
    dateCard(pooled, words),
    intervalCard(pooled, words),
    buyersCard(pooled, words),
    hitCard(pooled, words),
  ];
  return html`${renderVerdict(revision, words)}
<div class="figures">${cards}</div>
<div class="charts">${renderPromises(revision, words)}</div>`;
}

const TONES: Record<VerdictTest['outcome'] | 'no-verdict', string> = {
  'as-promised': 'good',
  better: 'good',
  worse: 'bad',
  'not-yet': 'even',
  'too-few': 'even',
  'no-verdict': 'even',
};

function renderVerdict({ verdict, pooled, windowDays, notes }: Revision, { t, r }: Words): Html {
  const { came, rows, notCome, stillOpen } = pooled.outcome;
  const open = stillOpen === 0 ? [] : [r.stillOpen(stillOpen)];
  const counts = [r.came(came, rows, windowDays), r.notCome(notCome, windowDays), ...open].join(' ');
  const told = verdict.tests.filter(({ outcome }) => outcome === 'worse' || outcome === 'better');
  return html`<div class="card verdict ${TONES[verdict.outcome]}">
<p class="headline">${r.headline[verdict.outcome]}</p>
<p>${counts}</p>
<ul>${told.map((test) => html`<li>${renderOutcome(test.outcome, r)} <span>${testSentence(test, { t, r })}</span></li>`)}</ul>
${notes.map(({ code, source, count }) => html`<p class="how">${r.notes[code](count, source ?? '')}</p>`)}
</div>`;
}

function renderOutcome(outcome: VerdictTest['outcome'], r: Words['r']): Html {
  const { sign, word } = r.outcomes[outcome];
  return html`<span class="status ${TONES[outcome]}"><span aria-hidden="true">${sign}</span> ${word}</span>`;
}

function testSentence({ figure, at, promised, realised }: VerdictTest, { t, r }: Words): string {
  const value = (number: number) => (isShare(figure) ? t.number.percent(number, 1) : t.number.fixed(number, 3));
  return `${r.tests[figure](at)}: ${value(promised)} → ${realised === null ? '—' : value(realised.value)}`;
}

function isShare(figure: VerdictTest['figure']): boolean {
  return figure === 'coverage' || figure === 'buyers' || figure === 'hit';
}

function renderPromises({ verdict }: Revision, { t, r }: Words): Html {
  const rows = verdict.tests.map(({ figure, at, promised, realised, rows: n, outcome }): Cell[] => {
    const cell = (value: number | undefined): Cell =>
      value === undefined ? null : isShare(figure) ? { share: value } : value;
    const { sign, word } = r.outcomes[outcome];
    return [
      r.tests[figure](at),
      n === 0 && figure === 'buyers' ? null : cell(promised),
      ...[realised?.value, realised?.low, realised?.high].map(cell),
      n,
      `${sign} ${word}`,
    ];
  });
  const table: DataTable = { columns: r.table.columns, rows };
  const rate = r.rate(verdict.errorRate, verdict.tests.length, verdict.buyersTolerance);
  const howToRead = `${r.table.howToRead} ${rate}`;
  return renderTableCard({ id: 'promises', title: r.table.title, table, howToRead }, t);
}

function figureCard(label: string, figure: string, lines: readonly string[]): Html {
  return html`<div class="card figure-card">
<h3>${label}</h3>
<p class="figure">${figure}</p>
${lines.map((line) => html`<p>${line}</p>`)}
</div>`;
}

function dateCard({ dates }: RevisionFigures, { t, r }: Words): Html {
  const { cards } = r;
  if (dates === null) return figureCard(cards.dates, '—', [cards.none]);
  const { mae, within3, restrictedTo } = dates;
  const bounds = cards.ci(t.number.fixed(mae.low), t.number.fixed(mae.high));
  const limit = cards.restricted(restrictedTo.from, restrictedTo.to);
  return figureCard(cards.dates, cards.datesFigure(mae.value), [bounds, cards.within(within3.value), limit]);
}

function intervalCard({ interval }: RevisionFigures, { t, r }: Words): Html {
  const { cards } = r;
  if (interval === null) return figureCard(cards.interval, '—', [cards.none]);
  const { coverage, meanWidth, open } = interval;
  const bounds = cards.ci(t.number.percent(coverage.low, 1), t.number.percent(coverage.high, 1));
  return figureCard(cards.interval, t.number.percent(coverage.value, 1), [
    bounds,
    cards.width(meanWidth),
    ...(open > 0 ? [cards.open(open)] : []),
  ]);
}

/** Of the longest time that can be judged. */
function buyersCard({ chances }: RevisionFigures, { t, r }: Words): Html {
  const { cards } = r;
  const last = chances.at(-1);
  if (last === undefined) return figureCard(r.buyers.name, '—', [cards.none]);
  const range = last.range === null ? [] : [cards.range(last.range.low, last.range.high)];
  return figureCard(cards.buyers(last.days), t.number.count(last.actual), [cards.expected(last.expected), ...range]);
}

function hitCard({ products }: RevisionFigures, { t, r }: Words): Html {
  const { cards } = r;
  if (products === null) return figureCard(r.products.name, '—', [cards.none]);
  const { top, hit } = products;
  const bounds = cards.ci(t.number.percent(hit.low, 1), t.number.percent(hit.high, 1));
  return figureCard(cards.products(top), t.number.percent(hit.value, 1), [bounds, cards.cases(hit.rows)]);
}
