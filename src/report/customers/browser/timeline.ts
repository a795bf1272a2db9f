import type { CustomersTexts } from '../../texts/customers-texts-es';
import type { Customers } from './customers';
import { gapOf, isoAfter } from './customers';
import { drawn } from './element';

const HEIGHT = 92;
const MIDDLE = 40;
const MARGIN = 14;
/** Days drawn after the as-of date at least. */
const LEAST_AHEAD = 28;

/** A customer's last purchase, usual gap, predicted date and interval on one axis; days count from the as-of date. */
export function drawTimeline(customers: Customers, row: number, t: CustomersTexts, width: number): SVGElement {
  const { numbers } = customers;
  const [since, date, low, high] = (['since', 'date', 'low', 'high'] as const).map((name) => numbers[name][row]!);
  const gap = gapOf(customers, row);
  const first = -since!;
  const last = Math.max(LEAST_AHEAD, date! + 3, high! + 3, high === 0 ? low! + LEAST_AHEAD : 0, first + gap + 3);
  const x = (day: number) => MARGIN + ((day - first) / (last - first)) * (width - 2 * MARGIN);
  const bar = (from: number, to: number, y: number, height: number, name: string) =>
    drawn('rect', { class: name, x: x(from), y, width: Math.max(3, x(to) - x(from)), height, rx: 3 });
  const tick = (day: number, anchor: string) =>
    drawn('text', { class: 'tick', x: x(day), y: HEIGHT - 8, 'text-anchor': anchor }, t.day(isoAfter(customers, day)));
  const iso = (day: number) => t.day(isoAfter(customers, day));
  const interval =
    high === 0 ? t.detail.open(iso(low!)) : t.interval(isoAfter(customers, low!), isoAfter(customers, high!));
  return drawn(
    'svg',
    {
      role: 'img',
      'aria-label': t.detail.sentence(iso(first), iso(date!), interval),
      width,
      height: HEIGHT,
      viewBox: `0 0 ${width} ${HEIGHT}`,
    },
    drawn('line', { class: 'axis', x1: x(first), x2: x(last), y1: MIDDLE, y2: MIDDLE }),
    gap === 0 ? null : bar(first, first + gap, MIDDLE + 12, 6, 'usual'),
    bar(low!, high === 0 ? last : high!, MIDDLE - 11, 22, high === 0 ? 'interval open-ended' : 'interval'),
    drawn('line', { class: 'today', x1: x(0), x2: x(0), y1: 8, y2: HEIGHT - 24 }),
    drawn('circle', { class: 'last', cx: x(first), cy: MIDDLE, r: 6 }),
    drawn('path', { class: 'predicted', d: diamond(x(date!), MIDDLE, 9) }),
    tick(first, 'start'),
    tick(last, 'end'),
  );
}

function diamond(x: number, y: number, radius: number): string {
  return `M${x} ${y - radius}L${x + radius} ${y}L${x} ${y + radius}L${x - radius} ${y}Z`;
}
