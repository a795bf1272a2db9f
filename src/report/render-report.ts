import type { Metrics } from '../evaluation/metrics-schema';
import { renderCards } from './card-section';
import { renderData } from './data-section';
import { renderHeader, renderNavigation, renderSection, SECTIONS, type SectionId } from './header';
import { type Html, html } from './html';
import { renderNextPurchase } from './next-purchase-section';
import { type ReportAssets, renderLanguage, renderPage } from './page';
import { renderSummary } from './summary';
import { EN } from './texts-en';
import { ES, type Texts } from './texts-es';
import { renderTopProducts } from './top-products-section';

const RENDERERS: Record<SectionId, (metrics: Metrics, t: Texts) => Html> = {
  summary: renderSummary,
  data: renderData,
  'next-purchase': renderNextPurchase,
  'top-products': renderTopProducts,
  card: renderCards,
};

/** `reports/index.html`: all figures of a run in one file that needs no network, in Spanish and English. */
export function renderReport(metrics: Metrics, assets: ReportAssets): string {
  const title = ES.documentTitle(metrics.run.asOf);
  return renderPage(title, [renderContent(metrics, ES), renderContent(metrics, EN)], assets);
}

/** The whole report in one language; the page shows one at a time. */
function renderContent(metrics: Metrics, t: Texts): Html {
  const sections = SECTIONS.map((id) => renderSection(id, RENDERERS[id](metrics, t), t));
  const content = html`${renderHeader(metrics, t)}
${renderNavigation(t.sections, t)}
<main>
${sections}
</main>
<footer>${t.footer}</footer>`;
  return renderLanguage(t, t.documentTitle(metrics.run.asOf), content);
}
