import type { Metrics } from '../../evaluation/metrics-schema';
import { meanOfBins } from '../charts/reliability';
import { judgeDates } from '../facts/judgement';
import { type Html, html } from '../page/html';
import type { Texts } from '../texts/texts-es';

type Expected = Metrics['prediction']['expected'][number];

/** From here on there is somebody to prepare for. */
const SOMEBODY = 0.5;

/** How many buyers to expect, who is overdue and who is lost, and what to do about each. */
export function renderExpected(metrics: Metrics, t: Texts): Html {
  const { prediction, nextPurchase } = metrics;
  const { expected: texts } = t;
  const title = html`<h3 class="over-cards">${texts.title}</h3>`;
  if (prediction.customers === 0) return html`${title}<p class="card">${texts.nobody}</p>`;
  const judged = judgeDates(nextPurchase).chosen?.test ?? null;
  return html`${title}
<div class="actions">
${prediction.expected.map((expected) => renderBuyers(expected, metrics, t))}
</div>
<div class="actions">
${renderAction(t.number.count(prediction.overdue), texts.overdue(prediction), [prediction.overdue > 0 ? texts.actions.overdue(prediction.overdue) : texts.actions.nobodyOverdue])}
${renderAction(t.number.count(prediction.lost), texts.lost(prediction), [prediction.lost > 0 ? texts.actions.lost(prediction.lost) : texts.actions.nobodyLost])}
</div>
<p class="how">${texts.sums(prediction.customers)} ${judged ? texts.trust(judged, nextPurchase.horizonDays) : texts.untested}</p>`;
}

function renderBuyers(expected: Expected, metrics: Metrics, t: Texts): Html {
  const { expected: texts } = t;
  const told = [texts.range(expected), ...checkedAt(expected.days, metrics, t), actionFor(expected, t)];
  return renderAction(texts.buyers(expected), texts.within(expected, t.day(metrics.prediction.asOf)), told);
}

function actionFor({ days, buyers }: Expected, t: Texts): string {
  const { soon, nobodySoon, ahead, later } = t.expected.actions;
  if (days > 14) return later;
  if (days > 7) return ahead;
  return buyers < SOMEBODY ? nobodySoon : soon;
}

/** Whether such chances came true on the test; nothing where nothing was judged at all. */
function checkedAt(days: number, { nextPurchase }: Metrics, t: Texts): string[] {
  const { missing, horizonDays } = nextPurchase;
  const { chosen } = judgeDates(nextPurchase);
  if (missing !== null || chosen === null) return [];
  if (days > horizonDays) return [t.expected.beyond(horizonDays)];
  const stated = chosen.probabilities.reliability.find((at) => at.days === days);
  return stated === undefined || stated.bins.length === 0
    ? []
    : [t.expected.checked(meanOfBins(stated, 'chance'), meanOfBins(stated, 'share'))];
}

function renderAction(figure: string, what: string, lines: readonly string[]): Html {
  return html`<div class="card action"><p class="figure">${figure}</p><p class="what">${what}</p>${lines.map((line) => html`<p>${line}</p>`)}</div>`;
}
