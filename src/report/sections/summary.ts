import type { Metrics } from '../../evaluation/metrics-schema';
import { judgeCoverage, judgeDates, judgeProducts, judgeRejects, standingOf } from '../facts/judgement';
import type { Status } from '../facts/shop-comparison';
import { type Html, html } from '../page/html';
import { renderStatus } from '../page/status-mark';
import type { Texts } from '../texts/texts-es';
import { horizonCaution } from './choice-section';
import { renderExpected } from './expected-section';
import { coverageCard, dateCard, productCard, rejectCard } from './summary-cards';
import { closestVerdict, dateVerdict, forecastVerdict, productVerdict } from './verdict-sentences';

/** Verdict in words, four figures, whom to expect and what to do. */
export function renderSummary(metrics: Metrics, t: Texts): Html {
  return html`${renderVerdict(metrics, t)}
<div class="figures">${[dateCard(metrics, t), coverageCard(metrics, t), productCard(metrics, t), rejectCard(metrics, t)]}</div>
${renderExpected(metrics, t)}`;
}

interface Finding {
  status: Status;
  sentence: string;
}

function findingsOf(metrics: Metrics, t: Texts): Finding[] {
  const coverage = judgeCoverage(metrics.nextPurchase);
  const rejects = judgeRejects(metrics.etl);
  const caution = horizonCaution(metrics, t);
  const { dates, forecast } = judgeDates(metrics.nextPurchase);
  const findings = (status: Status, sentence: string | null): Finding[] =>
    sentence === null ? [] : [{ status, sentence }];
  return [
    { status: dates, sentence: dateVerdict(metrics, t) },
    ...findings(forecast, forecastVerdict(metrics, t)),
    { status: coverage.status, sentence: t.verdict.coverage(coverage, metrics.nextPurchase.horizonDays) },
    ...findings('even', caution),
    ...findings('even', closestVerdict(metrics, t)),
    { status: judgeProducts(metrics.topProducts).status, sentence: productVerdict(metrics, t) },
    { status: rejects.status, sentence: t.verdict.rejects(rejects) },
    ...quietDays(metrics, t),
  ];
}

/** Below this share of the buyers expected, a day is said to be quiet: the shop was closed, or lines are missing. */
const QUIET = 0.5;

function quietDays({ nextPurchase }: Metrics, t: Texts): Finding[] {
  const quiet = nextPurchase.unusualDays.filter(({ activity }) => activity < QUIET);
  return quiet.length === 0 ? [] : [{ status: 'even', sentence: t.verdict.quietDays(quiet) }];
}

function renderVerdict(metrics: Metrics, t: Texts): Html {
  const findings = findingsOf(metrics, t);
  const standing = standingOf(judgeDates(metrics.nextPurchase));
  const products = judgeProducts(metrics.topProducts).status;
  const overall = overallStatus(findings.map((finding) => finding.status));
  return html`<div class="card verdict ${overall}">
<p class="headline">${t.verdict.headline(standing, products)}</p>
<ul>${findings.map(({ status: found, sentence }) => html`<li>${renderStatus(found, t)} <span>${sentence}</span></li>`)}</ul>
</div>`;
}

/** Good only where all is; bad where anything is. */
function overallStatus(statuses: readonly Status[]): Status {
  if (statuses.includes('bad')) return 'bad';
  if (statuses.every((status) => status === 'good')) return 'good';
  return statuses[0] === 'unknown' ? 'unknown' : 'even';
}
