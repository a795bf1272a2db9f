import { reports, root } from './page';

/** The language stands in the address (#en, #en-data), so that it can be sent and bookmarked. */
export function followLanguage(): void {
  addEventListener('hashchange', showLanguage);
  showLanguage();
}

function showLanguage(): void {
  const language = /^#en(-|$)/.test(location.hash) ? 'en' : 'es';
  for (const report of reports) {
    report.hidden = report.lang !== language;
    if (!report.hidden) document.title = report.dataset['title']!;
  }
  root.lang = language;
  const section = location.hash.slice(3);
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[hreflang]')) {
    link.setAttribute('href', `#${link.hreflang}${section}`);
  }
  if (section) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}
