import type { Metrics } from '../evaluation/metrics-schema';
import { type Html, html } from './html';
import { judgeCoverage, judgeDates, judgeProducts, judgeRejects, type Status } from './judgement';
import { renderStatus } from './status-mark';
import { coverageCard, dateCard, productCard, rejectCard } from './summary-cards';
import type { Texts } from './texts-es';
import { dateVerdict, productVerdict } from './verdict-sentences';

/** Verdict in words, four figures, and what to do in the coming week. */
export function renderSummary(metrics: Metrics, t: Texts): Html {
  return html`${renderVerdict(metrics, t)}
<div class="figures">${[dateCard(metrics, t), coverageCard(metrics, t), productCard(metrics, t), rejectCard(metrics, t)]}</div>
${renderWeek(metrics, t)}`;
}

interface Finding {
  status: Status;
  sentence: string;
}

function findingsOf(metrics: Metrics, t: Texts): Finding[] {
  const coverage = judgeCoverage(metrics.nextPurchase);
  const rejects = judgeRejects(metrics.etl);
  return [
    { status: judgeDates(metrics.nextPurchase).status, sentence: dateVerdict(metrics, t) },
    { status: coverage.status, sentence: t.verdict.coverage(coverage) },
    { status: judgeProducts(metrics.topProducts).status, sentence: productVerdict(metrics, t) },
    { status: rejects.status, sentence: t.verdict.rejects(rejects) },
  ];
}

function renderVerdict(metrics: Metrics, t: Texts): Html {
  const findings = findingsOf(metrics, t);
  const dates = judgeDates(metrics.nextPurchase).status;
  const products = judgeProducts(metrics.topProducts).status;
  const overall = overallStatus(findings.map(({ status }) => status));
  return html`<div class="card verdict ${overall}">
<p class="headline">${t.verdict.headline(dates, products)}</p>
<ul>${findings.map(({ status, sentence }) => html`<li>${renderStatus(status, t)} <span>${sentence}</span></li>`)}</ul>
</div>`;
}

/** Good only where all is; bad where anything is. */
function overallStatus(statuses: readonly Status[]): Status {
  if (statuses.includes('bad')) return 'bad';
  if (statuses.every((status) => status === 'good')) return 'good';
  return statuses[0] === 'unknown' ? 'unknown' : 'even';
}

function renderWeek({ prediction, nextPurchase }: Metrics, t: Texts): Html {
  const { week } = t;
  if (prediction.customers === 0) return html`<h3>${week.title}</h3><p class="card">${week.nobody}</p>`;
  const judged = judgeDates(nextPurchase).chosen?.test ?? null;
  return html`<h3 class="over-cards">${week.title}</h3>
<div class="actions">
${renderAction(t.number.count(prediction.dueIn7), week.due(prediction), prediction.dueIn7 > 0 ? week.dueAction : week.nobodyDue)}
${renderAction(t.number.count(prediction.overdue), week.overdue(prediction), prediction.overdue > 0 ? week.overdueAction : week.nobodyOverdue)}
${renderAction(t.number.count(prediction.dueIn28), week.ahead(prediction), week.aheadAction(prediction))}
</div>
<p class="how">${week.overlap(prediction.customers)} ${judged ? week.trust(judged) : week.untested}</p>`;
}

function renderAction(figure: string, what: string, action: string): Html {
  return html`<div class="card action"><p class="figure">${figure}</p><p class="what">${what}</p><p>${action}</p></div>`;
}
