import type { Status } from '../facts/shop-comparison';
import type { Texts } from '../texts/texts-es';
import { type Html, html } from './html';

/** A status as sign and word; its colour says nothing that they do not. */
export function renderStatus(status: Status, t: Texts): Html {
  const { sign, word } = t.status[status];
  return html`<span class="status ${status}"><span aria-hidden="true">${sign}</span> ${word}</span>`;
}
