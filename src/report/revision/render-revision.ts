import type { Revision } from '../../evaluation/revision-schema';
import { renderNavigation, renderTitled } from '../page/header';
import { type Html, html } from '../page/html';
import { type ReportAssets, renderLanguage, renderPage } from '../page/page';
import { renderBuyers } from './buyers-section';
import { renderCard } from './card-section';
import { renderDates } from './dates-section';
import { ENGLISH, SPANISH, type Words } from './languages';
import { renderProducts } from './products-section';
import { renderSegments } from './segments-section';
import { renderSummary } from './summary';
import type { RevisionTexts } from './texts-es';

const RENDERERS: Record<keyof RevisionTexts['sections'], (revision: Revision, words: Words) => Html> = {
  summary: renderSummary,
  dates: renderDates,
  buyers: renderBuyers,
  products: renderProducts,
  segments: renderSegments,
  card: renderCard,
};

/** `reports/revision.html`: what became of earlier predictions, in one file, in Spanish and English. */
export function renderRevision(revision: Revision, assets: ReportAssets): string {
  const languages = [SPANISH, ENGLISH].map((words) => renderContent(revision, words));
  return renderPage(titleOf(revision, SPANISH), languages, assets);
}

function titleOf({ lines }: Revision, { t, r }: Words): string {
  return r.documentTitle(t.day(lines.until));
}

function renderContent(revision: Revision, words: Words): Html {
  const { t, r } = words;
  const ids = Object.keys(RENDERERS) as (keyof typeof RENDERERS)[];
  const sections = ids.map((id) => renderTitled(id, r.sections[id], RENDERERS[id](revision, words), t));
  const content = html`${renderHead(revision, words)}
${renderNavigation(r.sections, t)}
<main>
${sections}
</main>
<footer>${r.footer}</footer>`;
  return renderLanguage(t, titleOf(revision, words), content);
}

function renderHead({ predictions, lines, pooled, run }: Revision, { t, r }: Words): Html {
  const { header } = r;
  const facts = [
    [header.origins, [...new Set(predictions.map(({ origin }) => t.day(origin)))].join(', ')],
    [header.until, t.day(lines.until)],
    [header.rows, t.number.count(pooled.outcome.rows)],
    [header.run, run.id],
  ] as const;
  return html`<header class="head">
<p class="kicker">recompra</p>
<h1>${header.title}</h1>
<p class="lead">${header.lead}</p>
<dl class="meta">
${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
</dl>
</header>`;
}
