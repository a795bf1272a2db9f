import type { Metrics } from '../../evaluation/metrics-schema';
import type { Texts } from '../texts/texts-es';
import { type Html, html } from './html';

/** Sections of the report in their order; with the language before them, the anchors of the page (`es-data`). */
export const SECTIONS = ['summary', 'data', 'next-purchase', 'top-products', 'card'] as const;
export type SectionId = (typeof SECTIONS)[number];

/** Title, and what run the figures belong to. */
export function renderHeader({ run }: Metrics, t: Texts): Html {
  const { header } = t;
  return html`<header class="head">
<p class="kicker">recompra</p>
<h1>${header.title}</h1>
<p class="lead">${header.lead}</p>
<dl class="meta">
<div><dt>${header.asOf}</dt><dd>${t.day(run.asOf)}</dd></div>
<div><dt>${header.range}</dt><dd>${t.range(run.firstDay, run.lastDay)}</dd></div>
<div><dt>${header.run}</dt><dd><code>${run.id}</code></dd></div>
<div><dt>${header.seed}</dt><dd><code>${String(run.seed)}</code></dd></div>
</dl>
</header>`;
}

/** Bar with the sections and the two languages; links, so that they work with a keyboard and in a bookmark. */
export function renderNavigation(titles: Readonly<Record<string, string>>, t: Texts): Html {
  const sections = Object.entries(titles).map(([id, title]) => html`<a href="#${t.language}-${id}">${title}</a>`);
  return html`<div class="bar"><nav aria-label="${t.header.sections}">${sections}</nav>
<nav class="languages" aria-label="${t.header.languages}">${languageLink('es', 'Español', t)}${languageLink('en', 'English', t)}</nav></div>`;
}

function languageLink(language: string, name: string, t: Texts): Html {
  const current = language === t.language ? html` aria-current="true"` : null;
  return html`<a href="#${language}" hreflang="${language}" lang="${language}"${current}>${name}</a>`;
}

/** A section of the report under its heading. */
export function renderSection(id: SectionId, content: Html, t: Texts): Html {
  return renderTitled(id, t.sections[id], content, t);
}

/** A section under any heading. */
export function renderTitled(id: string, title: string, content: Html, t: Texts): Html {
  const anchor = `${t.language}-${id}`;
  return html`<section id="${anchor}" aria-labelledby="${anchor}-heading">
<h2 id="${anchor}-heading">${title}</h2>
${content}
</section>`;
}
