import type { Metrics } from '../../evaluation/metrics-schema';
import type { FigureOfRun, RunComparison } from '../facts/run-comparison';
import { COMPARED, type ComparedFigure, compareRuns, figureOf } from '../facts/run-comparison';
import type { Cell } from '../page/data-table';
import { renderNavigation } from '../page/header';
import { type Html, html } from '../page/html';
import { type ReportAssets, renderLanguage, renderPage } from '../page/page';
import { renderStatus } from '../page/status-mark';
import { renderTableCard } from '../page/table-card';
import { COMPARISON_EN } from '../texts/comparison-texts-en';
import { COMPARISON_ES, type ComparisonTexts } from '../texts/comparison-texts-es';
import { EN } from '../texts/texts-en';
import { ES, type Texts } from '../texts/texts-es';

/** `comparacion.html`: figures of at least two runs side by side, the oldest first, in Spanish and English. */
export function renderComparison(runs: readonly Metrics[], assets: ReportAssets): string {
  const steps = runs.slice(1).map((newer, i): Step => {
    const older = runs[i]!;
    return { older, newer, comparison: compareRuns(older, newer) };
  });
  const languages = [
    renderContent({ runs, steps }, ES, COMPARISON_ES),
    renderContent({ runs, steps }, EN, COMPARISON_EN),
  ];
  return renderPage(COMPARISON_ES.documentTitle, languages, assets);
}

/** A run against the one before. */
interface Step {
  older: Metrics;
  newer: Metrics;
  comparison: RunComparison;
}

interface Compared {
  runs: readonly Metrics[];
  steps: readonly Step[];
}

function renderContent({ runs, steps }: Compared, t: Texts, c: ComparisonTexts): Html {
  const last = steps.at(-1)!.comparison;
  const content = html`<header class="head">
<p class="kicker">recompra</p>
<h1>${c.title}</h1>
<p class="lead">${c.lead}</p>
<dl class="meta"><div><dt>${c.runs}</dt><dd>${runs.map(({ run }) => c.run(run.id, run.asOf)).join(' → ')}</dd></div></dl>
</header>
${renderNavigation({}, t)}
<main><section>
${renderVerdict(last, t, c)}
<div class="charts after">${renderFigures(runs, last, t, c)}
${steps.map((step) => renderStep(step, c))}</div>
</section></main>
<footer>${t.footer}</footer>`;
  return renderLanguage(t, c.documentTitle, content);
}

function renderVerdict({ status }: RunComparison, t: Texts, c: ComparisonTexts): Html {
  return html`<div class="card verdict ${status}"><p class="headline">${c.headline[status]}.</p>
<ul><li>${renderStatus(status, t)} <span>${c.because[status]}</span></li></ul></div>`;
}

function renderFigures(runs: readonly Metrics[], last: RunComparison, t: Texts, c: ComparisonTexts): Html {
  const rows = COMPARED.map((figure): Cell[] => {
    const { older, newer, status } = last.figures[figure];
    const change = older === null || newer === null ? null : figureText(figure, newer.value - older.value, t, true);
    const values = runs.map((metrics) => valueText(figure, figureOf(figure, metrics), t));
    return [c.figures[figure], ...values, change, c.outcomes[status]];
  });
  const columns = [c.figure, ...runs.map(({ run }) => c.run(run.id, run.asOf)), c.change, c.outcome];
  return renderTableCard({ id: 'runs', title: c.tableTitle, table: { columns, rows }, howToRead: c.howToRead }, t);
}

/** What each run may be compared with the one before by. */
function renderStep({ older, newer, comparison }: Step, c: ComparisonTexts): Html {
  const { warnings, paired } = comparison;
  const [a, b] = [older, newer].map(({ run }) => c.run(run.id, run.asOf));
  const told = [paired === null ? c.notPaired : c.paired(paired), ...warnings.map((warning) => c.warnings[warning])];
  return html`<div class="card wide"><h3>${c.against(a!, b!)}</h3><ul class="limits">${told.map((text) => html`<li>${text}</li>`)}</ul></div>`;
}

const SHARES: readonly ComparedFigure[] = ['coverage', 'hit', 'rejects'];
const COUNTS: readonly ComparedFigure[] = ['buyers7', 'buyers28', 'customers', 'overdue', 'lost'];

function figureText(figure: ComparedFigure, value: number, { number, points }: Texts, change = false): string {
  if (SHARES.includes(figure)) return change ? points(value) : number.percent(value);
  const decimals = COUNTS.includes(figure) ? 0 : 2;
  return change ? number.signed(value, decimals) : number.fixed(value, decimals);
}

function valueText(figure: ComparedFigure, found: FigureOfRun, t: Texts): string {
  if (found === null) return '—';
  const text = figureText(figure, found.value, t);
  if (found.low === undefined) return text;
  return `${text} (${figureText(figure, found.low, t)} – ${figureText(figure, found.high!, t)})`;
}
