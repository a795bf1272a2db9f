import type { Metrics } from '../../evaluation/metrics-schema';
import { pairedDifferences } from '../charts/paired-differences';
import { predictedVsActualChart } from '../charts/predicted-vs-actual';
import { signedError } from '../charts/signed-error';
import { judgeDates } from '../facts/judgement';
import { renderChart, renderMissing } from '../page/chart-card';
import { type Html, html } from '../page/html';
import { SERIES_STYLES } from '../page/series-style';
import type { Texts } from '../texts/texts-es';
import { choiceSentence, renderMerits } from './choice-section';
import { renderForecast } from './forecast-section';
import { renderModelTable } from './model-table';
import { renderShopTable } from './shop-table';
import { reasonOf } from './verdict-sentences';

/** How well the next purchase is dated, the baselines beside the network. */
export function renderNextPurchase(metrics: Metrics, t: Texts): Html {
  const { nextPurchase } = metrics;
  const measured = nextPurchase.missing === null && nextPurchase.models.length > 0;
  const words = measured ? `${t.dates.intro(nextPurchase.horizonDays)} ` : '';
  return html`<p class="intro">${words}${choiceSentence(metrics, t)}</p>
${measured ? renderEvaluation(metrics, t) : renderUnmeasured(metrics, t)}`;
}

function renderUnmeasured({ nextPurchase }: Metrics, t: Texts): Html {
  const why = t.dates.why(reasonOf(nextPurchase.missing, t));
  return renderMissing(t.dates.unmeasured, `${why} ${t.choice.everybody(t.models[nextPurchase.chosen])}`);
}

function renderEvaluation(metrics: Metrics, t: Texts): Html {
  const { nextPurchase } = metrics;
  const style = SERIES_STYLES[nextPurchase.chosen];
  const { predictedVsActual, errorDays } = nextPurchase;
  const paired = nextPurchase.paired.filter(({ metric }) => metric === 'mae');
  const { chosen } = judgeDates(nextPurchase);
  const { rows, customers } = chosen?.test ?? { rows: 0, customers: 0 };
  const forest = { chosen: chosen?.name ?? null, rows, customers };
  return html`<div class="charts">
${renderShopTable(nextPurchase, t)}
${renderModelTable(nextPurchase, t)}
${renderMerits(nextPurchase, t)}
${predictedVsActual.length > 0 ? renderChart(predictedVsActualChart(predictedVsActual, { style, horizon: nextPurchase.horizonDays }, t), t) : renderMissing(t.dates.actual.name, t.noTestRows)}
${errorDays.some((bin) => bin.rows > 0) ? renderChart(signedError(errorDays, { style, horizon: nextPurchase.horizonDays }, t), t) : renderMissing(t.dates.error.name, t.noTestRows)}
${paired.length > 0 ? renderChart(pairedDifferences(paired, forest, t), t) : renderMissing(t.dates.forest.name, t.dates.forest.none)}
${renderForecast(metrics, t)}
</div>`;
}
