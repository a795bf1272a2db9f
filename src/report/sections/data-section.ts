import type { EtlMetrics, Metrics } from '../../evaluation/metrics-schema';
import { gapHistogram } from '../charts/gap-histogram';
import { lineWaterfall } from '../charts/line-waterfall';
import { linesPerDay } from '../charts/lines-per-day';
import { recurrenceFunnel } from '../charts/recurrence-funnel';
import { renderChart, renderMissing } from '../page/chart-card';
import { type Html, html } from '../page/html';
import { renderTableCard } from '../page/table-card';
import { known } from '../texts/known-texts';
import type { Texts } from '../texts/texts-es';

/** What was read, what was kept, and which customers count as recurrent. */
export function renderData({ etl }: Metrics, t: Texts): Html {
  const texts = t.data;
  return html`<p class="intro">${texts.intro(etl)}</p>
<div class="charts">
${etl.linesIn > 0 ? renderChart({ ...lineWaterfall(etl, t), wide: !hasReasons(etl) }, t) : renderMissing(texts.waterfall.name, texts.noLines)}
${renderReasons(etl, t)}
${etl.linesPerDay.lines.length > 0 ? renderChart(linesPerDay(etl.linesPerDay, t), t) : renderMissing(texts.perDay.name, texts.noLines)}
${hasSteps(etl) ? renderChart(recurrenceFunnel(etl.funnel, t), t) : renderMissing(texts.funnel.name, texts.funnel.none)}
${hasGaps(etl) ? renderChart(gapHistogram(etl.gapDays, t), t) : renderMissing(texts.gaps.name, texts.gaps.none)}
</div>`;
}

function hasSteps({ funnel }: EtlMetrics): boolean {
  return funnel.some(({ steps }) => steps.length > 0);
}

function hasReasons({ reasons }: EtlMetrics): boolean {
  return reasons.some(({ lines }) => lines > 0);
}

function hasGaps({ gapDays }: EtlMetrics): boolean {
  return gapDays.gaps.slice(1).some((count) => count > 0);
}

function renderReasons({ reasons, linesIn, linesRejected }: EtlMetrics, t: Texts): Html {
  const texts = t.data.reasons;
  const counted = reasons.filter(({ lines }) => lines > 0).sort((a, b) => b.lines - a.lines);
  if (counted.length === 0) {
    return renderMissing(texts.name, linesRejected === 0 ? texts.none : texts.unknown(linesRejected));
  }
  const rows = counted.map(({ reason, lines }) => [
    known(t.reasons, reason),
    lines,
    { share: lines / linesRejected },
    { share: lines / linesIn },
  ]);
  const table = { columns: [texts.reason, texts.lines, texts.ofRejected, texts.ofRead], rows };
  const title = texts.title(known(t.reasons, counted[0]!.reason), counted[0]!.lines, linesRejected);
  return renderTableCard({ id: 'reject-reasons', title, table, note: texts.where, half: true }, t);
}
