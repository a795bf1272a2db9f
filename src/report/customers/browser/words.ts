import { CUSTOMERS_EN } from '../../texts/customers-texts-en';
import { CUSTOMERS_ES, type CustomersTexts } from '../../texts/customers-texts-es';
import { translate } from '../../texts/phrases';

/** The texts of the language in the address: `#en`, else Spanish. */
export function textsOf(hash: string): CustomersTexts {
  return /^#en(-|$)/.test(hash) ? CUSTOMERS_EN : CUSTOMERS_ES;
}

/** Puts the words of the page in a language. */
export function showShell(t: CustomersTexts, asOf: string): void {
  document.documentElement.lang = t.language;
  document.title = t.documentTitle(asOf);
  for (const element of document.querySelectorAll<HTMLElement>('[data-t]')) {
    element.textContent = t.shell[element.dataset['t'] as keyof CustomersTexts['shell']];
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-t-label]')) {
    element.setAttribute('aria-label', t.shell[element.dataset['tLabel'] as keyof CustomersTexts['shell']]);
  }
  for (const link of document.querySelectorAll('a[hreflang]')) {
    if (link.getAttribute('hreflang') === t.language) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-section]')) {
    link.setAttribute('href', `#${t.language}-${link.dataset['section']}`);
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-page]')) {
    link.setAttribute('href', `${link.dataset['page']}#${t.language}`);
  }
}

/** A reason of the prediction in the reader's language. */
export function reasonIn(t: CustomersTexts, reason: string): string {
  return translate(t.phrases, reason);
}
