import type { FiguresTexts } from './figure-texts-es';
import { boundsOfShare, count, fixed, lines, number, percent, pointBounds, points, signed } from './words-en';

/** Texts of the four figures, in English. */
export const FIGURES_EN: FiguresTexts = {
  missing: (reason) => `Not measured: ${reason}.`,
  dates: {
    label: 'Mean error of the date',
    figure: (mae) => `${fixed(mae)} days`,
    model: (name) => `Model in use: ${name}`,
    rule: (name, mae, dates) =>
      `${name}: ${fixed(mae)} days; the model ${signed(dates.difference.value)}${dates.relative === null ? '' : ` (${number.signedPercent(dates.relative, 1)})`}`,
  },
  coverage: {
    label: 'Coverage of the 80% interval',
    none: 'the run brings no coverage of the interval of the model in use',
    difference: (coverage) => `${points(coverage.value - 0.8)} from 80% (95% CI: ${boundsOfShare(coverage)})`,
    width: (width, horizon) => `Mean width: ${fixed(width, 1)} days, of the ${count(horizon)} that are judged`,
    rule: (name, interval) => `${name}: ${percent(interval.coverage.value)}, ${fixed(interval.meanWidth, 1)} days`,
  },
  products: {
    label: (top) => `Hit@${top}: at least one of ${top} is bought`,
    rate: (name, rate) => `${name}: ${rate}`,
    difference: (name, difference) => `Against “${name}”: ${points(difference.value)} (${pointBounds(difference)})`,
  },
  rejects: {
    label: 'Rejected lines',
    noLines: 'no line was read',
    lines: (rejected, read) => `${count(rejected)} of ${lines(read)}`,
    limit: (limit) => `Above ${number.short(limit * 100)}% the run fails`,
  },
};
