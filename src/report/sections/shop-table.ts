import type { DateModelMetrics, NextPurchaseMetrics } from '../../evaluation/metrics-schema';
import { judgeDates } from '../facts/judgement';
import type { Cell } from '../page/data-table';
import type { Html } from '../page/html';
import { renderTableCard } from '../page/table-card';
import type { Texts } from '../texts/texts-es';

/** The model in use beside what a shop would do without it, in days and per cent; nothing where nothing was compared. */
export function renderShopTable(nextPurchase: NextPurchaseMetrics, t: Texts): Html | null {
  const { chosen, shop } = judgeDates(nextPurchase);
  if (chosen === null || shop.length === 0) return null;
  const texts = t.dates.shop;
  const models = [chosen, ...shop.map(({ rule }) => rule)];
  const figure = (name: string, value: (model: DateModelMetrics) => Cell): Cell[] => [name, ...models.map(value)];
  const share = (value: number | undefined): Cell => (value === undefined ? null : { share: value });
  const compared = (name: string, value: (at: (typeof shop)[number]) => Cell): Cell[] => [
    name,
    null,
    ...shop.map(value),
  ];
  const rows = [
    figure(texts.mae, ({ test }) => test!.mae),
    compared(texts.maeDays, ({ dates }) => dates.difference.value),
    compared(texts.maeShare, ({ dates }) => share(dates.relative ?? undefined)),
    figure(texts.crps, ({ probabilities }) => probabilities.crps.value),
    compared(texts.crpsDays, ({ forecast }) => forecast?.difference.value ?? null),
    compared(texts.crpsShare, ({ forecast }) => share(forecast?.relative ?? undefined)),
    figure(texts.within3, ({ test }) => share(test!.within3)),
    figure(texts.coverage, ({ interval }) => share(interval?.coverage.value)),
    figure(texts.width, ({ interval }) => interval?.meanWidth ?? null),
  ];
  const columns = [texts.figure, texts.used(t.models[chosen.name]), ...shop.map(({ rule }) => t.models[rule.name])];
  const { rows: cases, customers } = chosen.test!;
  return renderTableCard(
    {
      id: 'against-the-shop',
      title: texts.title,
      table: { columns, rows },
      howToRead: texts.howToRead(cases, customers),
    },
    t,
  );
}
