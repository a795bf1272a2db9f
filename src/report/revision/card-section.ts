import type { Revision } from '../../evaluation/revision-schema';
import type { Cell } from '../page/data-table';
import { renderTable } from '../page/data-table';
import { type Html, html } from '../page/html';
import { scrollable } from '../page/table-card';
import { known } from '../texts/known-texts';
import type { Words } from './languages';

/** What was reviewed, by which rule, and the files it was read from. */
export function renderCard(revision: Revision, words: Words): Html {
  const { t, r } = words;
  const { run, lines, predictions } = revision;
  const reviewed = predictions.map(({ source, id, origin, watchedDays, models, promised, figures }): Cell[] => [
    source,
    id ?? '—',
    t.day(origin),
    watchedDays,
    figures.outcome.rows,
    figures.outcome.came,
    figures.outcome.stillOpen,
    models.map((name) => known(t.models, name)).join(', '),
    figures.dates?.mae.value ?? null,
    promised?.mae?.value ?? null,
  ]);
  const inputs = run.inputs.map(({ name, bytes, sha256 }): Cell[] => [name, bytes, sha256]);
  return html`<div class="charts">
<div class="card wide"><h3>${r.card.predictions}</h3>
${scrollable(renderTable({ columns: r.card.columns, rows: reviewed }, t.number), r.card.predictions)}
<p class="how">${r.card.lines(lines.linesKept, lines.linesRejected)} ${r.card.rule}: ${purchaseOf(revision, words)}.</p></div>
<div class="card wide"><h3>${r.card.inputs}</h3>
${scrollable(renderTable({ columns: r.card.inputColumns, rows: inputs }, t.number), r.card.inputs)}</div>
</div>`;
}

function purchaseOf({ predictions }: Revision, { r }: Words): string {
  const rule = predictions[0]?.rule;
  if (rule === undefined || rule.nextPurchase === 'any') return r.card.any;
  return r.card.qualifying(rule.productCount, rule.minProducts);
}
