import type { DateModelName } from '../../config/model-names';
import type { Metrics } from '../../evaluation/metrics-schema';
import { INPUT_LISTS } from '../../evaluation/run-inputs';
import { historyDays } from '../facts/history-days';
import { judgeDates } from '../facts/judgement';
import { flattenSettings, reproduceCommand } from '../facts/run-settings';
import { renderTable } from '../page/data-table';
import { scriptJson } from '../page/escape';
import { Html, html } from '../page/html';
import { renderTableCard, scrollable } from '../page/table-card';
import type { Texts } from '../texts/texts-es';

/** Model card and data card: what the figures are for, where they end, and how to have them again. */
export function renderCards(metrics: Metrics, t: Texts): Html {
  return html`<div class="charts">${[modelCard(metrics, t), dataCard(metrics, t), settingsCard(metrics, t), reproduceCard(metrics, t)]}</div>`;
}

function modelCard(metrics: Metrics, t: Texts): Html {
  const { nextPurchase, topProducts, run } = metrics;
  const texts = t.card.model;
  const facts = [
    [texts.use, texts.uses],
    [texts.notFor, texts.notUses],
    [texts.dates, `${t.models[nextPurchase.chosen]}: ${t.choice.by[nextPurchase.chosenBy]}`],
    [texts.products, `${t.methods[topProducts.chosen]}: ${t.chosenBy[topProducts.chosenBy](topProducts.top)}`],
    [texts.horizon, horizonOf(metrics, t)],
    [texts.backend, run.backend === 'none' ? texts.noBackend : run.backend],
    [texts.version, `recompra ${run.version}`],
    [texts.licence, texts.licenceOf],
  ] as const;
  return html`<div class="card"><h3>${texts.title}</h3>${renderFacts(facts)}
<h4>${texts.limits}</h4><ul class="limits">${limitsOf(metrics, t).map((limit) => html`<li>${limit}</li>`)}</ul></div>`;
}

function limitsOf({ etl, nextPurchase, run }: Metrics, t: Texts): string[] {
  const { limits } = t.card;
  const tested = judgeDates(nextPurchase).chosen?.test ?? null;
  return [
    limits.cause,
    limits.recurrent(etl.recurrentCustomers, etl.customers),
    t.choice.forecast,
    ...tailOf(nextPurchase.chosen, t),
    ...(nextPurchase.missing === null ? [limits.horizon(nextPurchase.horizonDays)] : []),
    limits.history(historyDays(run)),
    ...(tested ? [limits.exactness(tested.within1)] : []),
  ];
}

function horizonOf({ nextPurchase, run }: Metrics, { choice }: Texts): string {
  const history = historyDays(run);
  return nextPurchase.missing === null ? choice.horizon(nextPurchase.horizonDays, history) : choice.noHorizon(history);
}

/** Where the chances of far days come from, where it is known of the model. */
function tailOf(model: DateModelName, { choice: { tails } }: Texts): string[] {
  const tail = tails[model];
  return tail === undefined ? [] : [tail];
}

function dataCard({ run, etl, samples, nextPurchase, topProducts }: Metrics, t: Texts): Html {
  const texts = t.card.data;
  const { origins } = nextPurchase;
  const facts = [
    [texts.range, t.range(run.firstDay, run.lastDay)],
    [texts.contents, texts.counts(etl)],
    [texts.train, texts.origins(origins.train)],
    [texts.validation, texts.origins(origins.validation)],
    [texts.test, texts.origins(origins.test)],
    [texts.products, texts.origins(topProducts.origins)],
    [texts.unusual, texts.unusualDays(nextPurchase.unusualDays)],
    ...(samples === undefined ? [] : ([[texts.sample, texts.drawn(samples)]] as const)),
  ] as const;
  const rows = run.inputs.map(({ name, bytes, sha256, list }) => {
    return [list === undefined ? name : `${name} (${INPUT_LISTS[list]})`, bytes, sha256];
  });
  const table = renderTable({ columns: [texts.file, texts.bytes, 'SHA-256'], rows }, t.number);
  const inputs = rows.length > 0 ? scrollable(table, texts.inputs) : html`<p>${texts.noInputs}</p>`;
  return html`<div class="card"><h3>${texts.title}</h3>${renderFacts(facts)}<h4>${texts.inputs}</h4>${inputs}</div>`;
}

function renderFacts(facts: readonly (readonly [string, string])[]): Html {
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function settingsCard({ run }: Metrics, t: Texts): Html {
  const texts = t.card.settings;
  const rows = flattenSettings(run.settings).map(({ path, value }) => [path, value]);
  if (rows.length === 0) return html`<div class="card"><h3>${texts.title}</h3><p>${texts.none}</p></div>`;
  const table = { columns: [texts.setting, texts.value], rows };
  return renderTableCard({ id: 'settings', title: texts.title, table, half: true }, t);
}

function reproduceCard({ run }: Metrics, t: Texts): Html {
  const texts = t.card.reproduce;
  const json = scriptJson({ json: JSON.stringify(run.settings, null, 2), file: 'settings' });
  return html`<div class="card"><h3>${texts.title}</h3><p>${texts.steps(run.version)}</p>
<pre tabindex="0"><code>${reproduceCommand(run)}</code></pre>
<div class="tools"><button type="button" data-download="json">${texts.download}</button></div>
${new Html(`<script type="application/json" class="payload">${json}</script>`)}
<p class="how">${texts.same(run.id)}</p></div>`;
}
