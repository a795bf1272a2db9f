import type { DateModelName, ProductMethodName } from '../../config/model-names';
import { MODEL_KINDS } from '../../config/model-names';
import type { DateModelMetrics, DayErrors, NextPurchaseMetrics } from '../../evaluation/metrics-schema';
import type { Cell } from '../page/data-table';
import { type Html, html } from '../page/html';
import { SERIES_STYLES } from '../page/series-style';
import { renderTableCard } from '../page/table-card';
import type { Texts } from '../texts/texts-es';

/** Every model in one table by what it is, baselines first, Train beside Test; the chosen one is marked. */
export function renderModelTable({ models }: NextPurchaseMetrics, t: Texts): Html {
  const texts = t.dates.table;
  const lowest = Math.min(...models.flatMap(({ test }) => (test ? [test.mae] : [])));
  const groups = MODEL_KINDS.map((kind) => ({ kind, members: models.filter((model) => model.kind === kind) }));
  const bodies = groups
    .filter(({ members }) => members.length > 0)
    .map(
      ({
        kind,
        members,
      }) => html`<tbody><tr class="group"><th scope="rowgroup" colspan="16">${texts.groups[kind]}</th></tr>
${members.map((model) => renderRow(model, { isBest: model.test?.mae === lowest, t }))}</tbody>`,
    );
  return renderTableCard(
    {
      id: 'date-models',
      title: texts.title(models.length),
      table: {
        columns: csvColumns(t),
        rows: groups.flatMap(({ members }) => members.map((model) => csvRow(model, t))),
      },
      markup: html`<table class="models">${renderHead(t)}${bodies}</table>`,
      howToRead: `${texts.howToRead} ${rowsSentence(models, t)}`,
    },
    t,
  );
}

function csvColumns(t: Texts): string[] {
  const { model, kind, train, validation, test, errors, coverage, width } = t.dates.table;
  const of = (block: string) => errors.map((name) => `${block}: ${name}`);
  return [model, kind, ...of(train), `${validation}: ${errors[0]!}`, ...of(test), coverage, width];
}

function csvRow({ name, kind, train, validation, test, interval }: DateModelMetrics, t: Texts): Cell[] {
  const of = (errors: DayErrors | null): Cell[] =>
    (['mae', 'rmse', 'r2', 'within1', 'within3', 'within7'] as const).map((figure) => errors?.[figure] ?? null);
  const bounds = [interval?.coverage.value ?? null, interval?.meanWidth ?? null];
  return [t.models[name], t.kinds[kind], ...of(train), validation?.mae ?? null, ...of(test), ...bounds];
}

function renderHead(t: Texts): Html {
  const texts = t.dates.table;
  const errors = texts.errors.map((name, index) => html`<th scope="col"${index === 0 ? edge() : null}>${name}</th>`);
  return html`<thead>
<tr><th scope="col" rowspan="2">${texts.model}</th>
<th scope="colgroup" colspan="6" class="edge">${texts.train}</th>
<th scope="col" class="edge group">${texts.validation}</th>
<th scope="colgroup" colspan="6" class="edge">${texts.test}</th>
<th scope="colgroup" colspan="2" class="edge">${texts.interval}</th></tr>
<tr>${errors}${errors[0]!}${errors}
<th scope="col" class="edge">${texts.coverage}</th><th scope="col">${texts.width}</th></tr>
</thead>`;
}

function edge(): Html {
  return html` class="edge"`;
}

interface RowOptions {
  isBest: boolean;
  t: Texts;
}

function renderRow(model: DateModelMetrics, { isBest, t }: RowOptions): Html {
  const { train, validation, test, testMae, interval } = model;
  const [mae, ...others] = errorCells(test, t);
  return html`<tr${model.chosen ? html` class="chosen"` : null}>
${renderName({ ...model, label: t.models[model.name], note: '' }, t)}
${errorCells(train, t).map(renderCell)}
${renderCell(validation ? t.number.fixed(validation.mae) : '—', 0)}
<td class="num edge">${isBest ? html`<strong>${mae!}</strong>` : mae!}${testMae ? html`<small>${t.bounds(testMae)}</small>` : null}</td>
${others.map((text) => renderCell(text, 1))}
${renderCell(interval ? t.number.percent(interval.coverage.value) : '—', 0)}
${renderCell(interval ? t.number.fixed(interval.meanWidth, 1) : '—', 1)}
</tr>`;
}

/** A cell of figures; the first of a group has a line before it. */
function renderCell(text: string, index: number): Html {
  return html`<td class="${index === 0 ? 'num edge' : 'num'}">${text}</td>`;
}

function errorCells(errors: DayErrors | null, t: Texts): string[] {
  if (errors === null) return Array.from({ length: 6 }, () => '—');
  const { mae, rmse, r2, within1, within3, within7 } = errors;
  const days = [mae, rmse].map((value) => t.number.fixed(value));
  const shares = [within1, within3, within7].map((share) => t.number.percent(share, 1));
  return [...days, r2 === null ? '—' : t.number.fixed(r2, 3), ...shares];
}

interface NamedRow {
  name: DateModelName | ProductMethodName;
  label: string;
  note: string;
  chosen: boolean;
}

/** Head of a row: the model's colour and mark, its name, what it is, and a mark where it is the chosen one. */
export function renderName({ name, label, note, chosen }: NamedRow, t: Texts): Html {
  const mark = chosen ? html` <span class="mark">✓ ${t.chosen}</span>` : null;
  const id = label === name ? null : html` <code>${name}</code>`;
  const { color, symbol } = SERIES_STYLES[name];
  return html`<th scope="row"><span class="named"><span class="swatch ${color} ${symbol}" aria-hidden="true"></span>
<span>${label}${mark}<small>${note}${id}</small></span></span></th>`;
}

function rowsSentence(models: readonly DateModelMetrics[], t: Texts): string {
  const { train, test } = models.find((model) => model.test !== null) ?? { train: null, test: null };
  return t.dates.table.rows(train, test);
}
