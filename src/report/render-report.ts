import type { Metrics } from '../evaluation/metrics-schema';
import { renderHeader, renderNavigation, renderSection, SECTIONS, type SectionId } from './page/header';
import { type Html, html } from './page/html';
import { type ReportAssets, renderLanguage, renderPage } from './page/page';
import { renderCards } from './sections/card-section';
import { renderData } from './sections/data-section';
import { renderNextPurchase } from './sections/next-purchase-section';
import { renderSummary } from './sections/summary';
import { renderTopProducts } from './sections/top-products-section';
import { EN } from './texts/texts-en';
import { ES, type Texts } from './texts/texts-es';

const RENDERERS: Record<SectionId, (metrics: Metrics, t: Texts) => Html> = {
  summary: renderSummary,
  data: renderData,
  'next-purchase': renderNextPurchase,
  'top-products': renderTopProducts,
  card: renderCards,
};

/** What lies beside the report, and is linked from it. */
export interface PagesBeside {
  /** `clientes.html`. */
  customers: boolean;
}

/** `reports/index.html`: all figures of a run in one file that needs no network, in Spanish and English. */
export function renderReport(
  metrics: Metrics,
  assets: ReportAssets,
  beside: PagesBeside = { customers: false },
): string {
  const title = ES.documentTitle(metrics.run.asOf);
  return renderPage(title, [renderContent(metrics, ES, beside), renderContent(metrics, EN, beside)], assets);
}

/** The whole report in one language; the page shows one at a time. */
function renderContent(metrics: Metrics, t: Texts, { customers }: PagesBeside): Html {
  const sections = SECTIONS.map((id) => renderSection(id, RENDERERS[id](metrics, t), t));
  const content = html`${renderHeader(metrics, t)}${customers ? linkToCustomers(t) : null}
${renderNavigation(t.sections, t)}
<main>
${sections}
<section class="appendix" hidden><h2>${t.appendix}</h2></section>
</main>
<footer>${t.footer}</footer>`;
  return renderLanguage(t, t.documentTitle(metrics.run.asOf), content);
}

function linkToCustomers(t: Texts): Html {
  return html`
<p><a href="clientes.html#${t.language}">${t.header.customers}</a></p>`;
}
