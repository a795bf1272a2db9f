import { LEAST_SEGMENT_ROWS } from '../../evaluation/interval-segments';
import type { DateModelMetrics, Metrics, NextPurchaseMetrics } from '../../evaluation/metrics-schema';
import { notReturnedChart } from '../charts/not-returned';
import { reliabilityChart } from '../charts/reliability';
import { renderChart, renderMissing } from '../page/chart-card';
import type { Cell } from '../page/data-table';
import { type Html, html } from '../page/html';
import { renderTableCard } from '../page/table-card';
import { known } from '../texts/known-texts';
import type { Texts } from '../texts/texts-es';

/** How good the forecast is beyond its date: chances, intervals by segment, who did not return, the classical gap. */
export function renderForecast({ nextPurchase }: Metrics, t: Texts): Html {
  const { models, notReturned, origins, gapTable, horizonDays } = nextPurchase;
  const source = models.find(({ chosen }) => chosen);
  const stated = source?.probabilities.reliability ?? [];
  const rows = source?.test?.rows ?? 0;
  return html`${renderChances(nextPurchase, t)}
${stated.length > 0 ? renderChart(reliabilityChart(stated, rows, t), t) : renderMissing(t.forecast.reliability.name, t.forecast.reliability.none)}
${notReturned && notReturned.days.length > 0 ? renderChart(notReturnedChart(notReturned, { firstDay: origins.test[0] ?? '', toldDay: horizonDays }, t), t) : null}
${renderSegments(source?.intervalSegments ?? [], horizonDays, t)}
${gapTable ? renderGaps(gapTable, t) : null}`;
}

function renderChances({ models, chosen }: NextPurchaseMetrics, t: Texts): Html {
  const { table } = t.forecast;
  const { columns } = table;
  const days = models.find(({ probabilities }) => probabilities.brier.length > 0)?.probabilities.brier ?? [];
  const header = [columns.model, columns.crps, columns.low, columns.high, columns.ibs, columns.c];
  const rows = models.map(({ name, probabilities, concordance }): Cell[] => {
    const { crps, ibs, brier } = probabilities;
    const scores = days.map((at) => brier.find((score) => score.days === at.days)?.value ?? null);
    return [t.models[name], crps.value, crps.low, crps.high, ibs, concordance, ...scores];
  });
  const data = { columns: [...header, ...days.map((at) => table.brier(at.days))], rows };
  const judged = days.map((at) => at.days);
  const howToRead = `${table.howToRead(judged)} ${table.gives(t.models[chosen])}`;
  return renderTableCard({ id: 'forecasts', title: table.title, table: data, howToRead }, t);
}

function renderSegments(segments: DateModelMetrics['intervalSegments'], horizon: number, t: Texts): Html | null {
  const texts = t.forecast.segments;
  const groups = segments.flatMap(({ by, groups: parts }) =>
    parts.map((part) => ({ by: known(texts.by, by), ...part })),
  );
  const stated = groups.flatMap(({ coverage }) => (coverage === null ? [] : [coverage]));
  if (stated.length === 0) return null;
  const rows = groups.map(({ by, from, to, rows: n, coverage, meanWidth }): Cell[] => [
    by,
    from,
    to,
    n,
    coverage === null ? null : { share: coverage },
    meanWidth,
  ]);
  const title = texts.title(Math.min(...stated), Math.max(...stated));
  const howToRead = texts.howToRead(LEAST_SEGMENT_ROWS, horizon);
  return renderTableCard({ id: 'interval-segments', title, table: { columns: texts.columns, rows }, howToRead }, t);
}

function renderGaps(gapTable: NonNullable<NextPurchaseMetrics['gapTable']>, t: Texts): Html {
  const texts = t.forecast.gaps;
  const rows = gapTable.models.map(({ name, rows: n, mae, rmse, r2 }): Cell[] => [t.models[name], n, mae, rmse, r2]);
  const data = { columns: texts.columns, rows };
  const title = texts.title(gapTable.censoredShare);
  return renderTableCard(
    { id: 'classic-gaps', title, table: data, howToRead: texts.howToRead(t.day(gapTable.splitDay)) },
    t,
  );
}
