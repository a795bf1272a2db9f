import type { Metrics, ProductMethodMetrics } from '../../evaluation/metrics-schema';
import { judgeCoverage, judgeDates, judgeProducts, judgeRejects } from '../facts/judgement';
import { rejectLimit } from '../facts/run-settings';
import type { Status } from '../facts/shop-comparison';
import { type Html, html } from '../page/html';
import { renderStatus } from '../page/status-mark';
import type { Texts } from '../texts/texts-es';
import { reasonOf } from './verdict-sentences';

interface FigureCard {
  label: string;
  /** The figure with its unit; a dash where it is missing. */
  figure: string;
  lines: string[];
  status: Status;
}

function renderCard({ label, figure, lines, status }: FigureCard, t: Texts): Html {
  return html`<div class="card figure-card">
<h3>${label}</h3>
<p class="figure">${figure}</p>
${lines.map((line) => html`<p>${line}</p>`)}
<p class="foot">${renderStatus(status, t)}</p>
</div>`;
}

/** Mean absolute error of the model in use, against what a shop would do. */
export function dateCard({ nextPurchase }: Metrics, t: Texts): Html {
  const texts = t.figures.dates;
  const { chosen, shop, dates: status } = judgeDates(nextPurchase);
  if (chosen === null) return missingCard(texts.label, reasonOf(nextPurchase.missing, t), t);
  const lines = [
    texts.model(t.models[chosen.name]),
    ...(chosen.testMae ? [t.interval(chosen.testMae)] : []),
    ...shop.map(({ rule, dates }) => texts.rule(t.models[rule.name], rule.test!.mae, dates)),
  ];
  return renderCard({ label: texts.label, figure: texts.figure(chosen.test!.mae), lines, status }, t);
}

/** Coverage of the 80 % interval, against 80 % and against the best baseline. */
export function coverageCard({ nextPurchase }: Metrics, t: Texts): Html {
  const texts = t.figures.coverage;
  const { interval, status, missing } = judgeCoverage(nextPurchase);
  if (interval === null) return missingCard(texts.label, missing === null ? texts.none : reasonOf(missing, t), t);
  const rule = judgeDates(nextPurchase).shop.at(-1)?.rule;
  const lines = [texts.difference(interval.coverage), texts.width(interval.meanWidth, nextPurchase.horizonDays)];
  if (rule?.interval && !rule.chosen) lines.push(texts.rule(t.models[rule.name], rule.interval));
  return renderCard({ label: texts.label, figure: t.number.percent(interval.coverage.value), lines, status }, t);
}

/** Hit@top of the method in use, against the same list for everybody and the best other method. */
export function productCard({ topProducts }: Metrics, t: Texts): Html {
  const texts = t.figures.products;
  const label = texts.label(topProducts.top);
  const { chosen, bestGlobal, status } = judgeProducts(topProducts);
  if (chosen === null) return missingCard(label, reasonOf(topProducts.missing, t), t);
  const { difference } = topProducts;
  const rateOf = ({ name, hits, cases }: ProductMethodMetrics) =>
    texts.rate(t.methods[name], t.number.rate(hits, cases));
  const lines = [rateOf(chosen)];
  if (chosen.hitAtTop) lines.push(t.intervalOfShare(chosen.hitAtTop));
  if (bestGlobal && bestGlobal !== chosen) {
    lines.push(rateOf(bestGlobal));
  }
  if (difference) lines.push(texts.difference(t.methods[difference.against], difference.hitAtTop));
  return renderCard({ label, figure: t.number.percent(chosen.hits / chosen.cases), lines, status }, t);
}

/** Share of rejected lines, against the share at which a run fails. */
export function rejectCard({ etl, run }: Metrics, t: Texts): Html {
  const texts = t.figures.rejects;
  const { share, status } = judgeRejects(etl);
  if (share === null) return missingCard(texts.label, texts.noLines, t);
  const limit = rejectLimit(run.settings);
  const lines = [texts.lines(etl.linesRejected, etl.linesIn)];
  if (limit !== null) lines.push(texts.limit(limit));
  return renderCard({ label: texts.label, figure: t.number.percent(share), lines, status }, t);
}

function missingCard(label: string, why: string, t: Texts): Html {
  return renderCard({ label, figure: '—', lines: [t.figures.missing(why)], status: 'unknown' }, t);
}
