import type { Metrics } from '../evaluation/metrics-schema';
import { renderChart, renderMissing } from './chart-card';
import { pairedDifferences } from './charts/paired-differences';
import { predictedVsActualChart } from './charts/predicted-vs-actual';
import { signedError } from './charts/signed-error';
import { renderForecast } from './forecast-section';
import { type Html, html } from './html';
import { judgeDates } from './judgement';
import { known, translate } from './known-texts';
import { renderModelTable } from './model-table';
import { seriesStyles } from './series-style';
import type { Texts } from './texts-es';
import { reasonOf } from './verdict-sentences';

/** How well the next purchase is dated, the baselines beside the network. */
export function renderNextPurchase(metrics: Metrics, t: Texts): Html {
  const { nextPurchase } = metrics;
  const chosenBy = translate(t.phrases, nextPurchase.chosenBy);
  return html`<p class="intro">${t.dates.intro(nextPurchase.horizonDays)} ${t.dates.choice(known(t.models, nextPurchase.chosen), chosenBy)}</p>
${nextPurchase.missing === null && nextPurchase.models.length > 0 ? renderEvaluation(metrics, t) : renderUnmeasured(metrics, t)}`;
}

function renderUnmeasured({ nextPurchase }: Metrics, t: Texts): Html {
  return renderMissing(t.dates.unmeasured, t.dates.why(reasonOf(nextPurchase.missing, t)));
}

function renderEvaluation(metrics: Metrics, t: Texts): Html {
  const { nextPurchase } = metrics;
  const styles = seriesStyles(metrics);
  const style = styles.get(nextPurchase.chosen) ?? { color: 'accent', symbol: 'circle', dash: 'solid' };
  const { predictedVsActual, errorDays } = nextPurchase;
  const paired = nextPurchase.paired.filter(({ metric }) => metric === 'mae');
  const { chosen, network } = judgeDates(nextPurchase);
  const { rows, customers } = chosen?.test ?? { rows: 0, customers: 0 };
  const forest = { styles, network: network?.name ?? null, rows, customers };
  return html`<div class="charts">
${renderModelTable(nextPurchase, styles, t)}
${predictedVsActual.length > 0 ? renderChart(predictedVsActualChart(predictedVsActual, style, t), t) : renderMissing(t.dates.actual.name, t.noTestRows)}
${errorDays.some((bin) => bin.rows > 0) ? renderChart(signedError(errorDays, style, t), t) : renderMissing(t.dates.error.name, t.noTestRows)}
${paired.length > 0 ? renderChart(pairedDifferences(paired, forest, t), t) : renderMissing(t.dates.forest.name, t.dates.forest.none)}
${renderForecast(metrics, t)}
</div>`;
}
