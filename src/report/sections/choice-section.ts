import type { Metrics } from '../../evaluation/metrics-schema';
import { historyDays } from '../facts/history-days';
import type { Cell } from '../page/data-table';
import type { Html } from '../page/html';
import { renderTableCard } from '../page/table-card';
import type { Texts } from '../texts/texts-es';

/** Which model gives the forecast, by what it was chosen, and on how much the choice and the judgement stand. */
export function choiceSentence({ nextPurchase, run }: Metrics, t: Texts): string {
  const { chosen, choice, chosenBy, horizonDays, origins } = nextPurchase;
  const texts = t.choice;
  const inUse = texts.inUse(t.models[chosen]);
  if (chosenBy === 'untrained') return `${inUse} ${texts.untrained}`;
  const why = choice === null ? [] : [texts.why(choice.reference === chosen, t.models[choice.reference])];
  const stoodOn = choice === null ? [] : [texts.stoodOn(choice)];
  const judgedOn = texts.judgedOn(horizonDays, historyDays(run), origins.test.length);
  return [inUse, ...why, ...stoodOn, judgedOn].join(' ');
}

/** Where less could be judged than is said of the coming weeks, that this is so; null where all could. */
export function horizonCaution({ nextPurchase, prediction, run }: Metrics, t: Texts): string | null {
  const longest = Math.max(0, ...prediction.expected.map(({ days }) => days));
  const { horizonDays, missing } = nextPurchase;
  return missing === null && horizonDays < longest
    ? t.choice.shortHorizon(horizonDays, historyDays(run), longest)
    : null;
}

/** Gains over the simple rule of the models that could be chosen, seen and expected; nothing where nothing was chosen. */
export function renderMerits({ choice, chosen }: Metrics['nextPurchase'], t: Texts): Html | null {
  if (choice === null || choice.merits.length === 0) return null;
  const texts = t.choice.merits;
  const reference = t.models[choice.reference];
  const winner = choice.merits.find(({ model }) => model === chosen);
  const title =
    winner === undefined || chosen === choice.reference
      ? texts.titleOfReference(reference)
      : texts.title({ ...winner, model: t.models[chosen], reference });
  const rows = choice.merits.map(({ model, gain: share, standardError, merit }): Cell[] => [
    `${model === chosen ? '✓ ' : ''}${t.models[model]}`,
    { share },
    standardError === null ? null : { share: standardError },
    { share: merit },
  ]);
  const { model, gain: gained, error, merit } = texts.columns;
  const table = { columns: [model, gained, error, merit], rows };
  return renderTableCard({ id: 'choice', title, table, howToRead: texts.howToRead(reference, choice) }, t);
}
