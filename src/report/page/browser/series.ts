import { draw } from './figure';
import { payloadOf } from './page';

/** The buttons of a legend show and hide their lines. */
export function followSeries(): void {
  document.addEventListener('click', ({ target }) => {
    const button = (target as Element).closest<HTMLElement>('button[data-series]');
    if (!button) return;
    const payload = payloadOf(button);
    const group = button.dataset['series']!;
    const hidden = payload.hidden ?? [];
    const shown = hidden.includes(group);
    payload.hidden = shown ? hidden.filter((other) => other !== group) : [...hidden, group];
    button.setAttribute('aria-pressed', String(shown));
    draw(button.closest('.card')!.querySelector<HTMLElement>('.plot')!);
  });
}
