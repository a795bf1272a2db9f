import type { DateModelName } from '../../config/model-names';
import type { NextPurchaseMetrics } from '../../evaluation/metrics-schema';
import type { PairTally } from '../facts/sentence-facts';
import { lessIsBetter, type Status } from '../facts/shop-comparison';
import type { Chart } from '../page/chart-card';
import type { Figure, PlotObject } from '../page/figure';
import { axisLabel } from '../page/plot-labels';
import { SERIES_STYLES } from '../page/series-style';
import type { Texts } from '../texts/texts-es';
import { besideLine, verticalLine } from './plot-marks';

type Pair = NextPurchaseMetrics['paired'][number];

export interface ForestOptions {
  /** The model in use; the finding is about it. */
  chosen: DateModelName | null;
  /** Test rows and customers the pairs stand on. */
  rows: number;
  customers: number;
}

/** Forest plot: difference of mean absolute errors of each pair, with its interval. Needs at least one pair. */
export function pairedDifferences(pairs: readonly Pair[], options: ForestOptions, t: Texts): Chart {
  const texts = t.dates.forest;
  const outcomes = pairs.map(({ difference }) => lessIsBetter(difference));
  const subject = options.chosen ?? pairs[0]!.model;
  // The pairs of other models are in the table.
  const ofSubject = pairs.filter(({ model }) => model === subject);
  return {
    id: 'paired-differences',
    title: texts.title(nameOf(subject, t), tallyOf(pairs, subject)),
    howToRead: texts.howToRead,
    n: texts.n(options.rows, options.customers),
    sentence: pairs
      .map((pair) => texts.pair(nameOf(pair.model, t), nameOf(pair.against, t), pair.difference))
      .join(' '),
    table: {
      columns: [texts.model, texts.against, texts.difference, texts.low, texts.high, texts.outcome],
      rows: pairs.map((pair, row) => tableRow(pair, texts.outcomes[outcomes[row]!], t)),
    },
    wide: true,
    figure: forest(ofSubject.length > 0 ? ofSubject : pairs, t),
  };
}

function forest(pairs: readonly Pair[], t: Texts): Figure {
  const { better, worse, axis, difference } = t.dates.forest;
  const oneModel = pairs.every(({ model }) => model === pairs[0]!.model);
  return {
    data: [drawPairs(pairs, t)],
    layout: {
      height: 120 + 38 * pairs.length,
      margin: { t: 36 },
      shapes: [verticalLine({ x: 0 })],
      annotations: [besideLine(better, { x: 0, side: 'left', y: 1 }), besideLine(worse, { x: 0, side: 'right', y: 1 })],
      xaxis: { title: { text: axis }, zeroline: false },
      yaxis: { zeroline: false, ...pairTicks(pairs, oneModel, t) },
    },
    narrow: {
      xaxis: { nticks: 4, title: { text: difference } },
      yaxis: oneModel ? { ticktext: pairs.map(({ against }) => axisLabel(nameOf(against, t))) } : {},
    },
  };
}

function tallyOf(pairs: readonly Pair[], subject: string): PairTally {
  const outcomes = pairs.filter(({ model }) => model === subject).map(({ difference }) => lessIsBetter(difference));
  const count = (wanted: Status) => outcomes.filter((outcome) => outcome === wanted).length;
  return { pairs: outcomes.length, wins: count('good'), losses: count('bad') };
}

function nameOf(model: DateModelName, t: Texts): string {
  return t.models[model];
}

function tableRow({ model, against, difference }: Pair, outcome: string, t: Texts) {
  return [nameOf(model, t), nameOf(against, t), difference.value, difference.low, difference.high, outcome];
}

/** Rows are named by the opponent alone where one model stands against all. */
function pairTicks(pairs: readonly Pair[], oneModel: boolean, t: Texts) {
  const label = ({ model, against }: Pair) =>
    oneModel
      ? axisLabel(t.dates.forest.versus(nameOf(against, t)))
      : `${axisLabel(nameOf(model, t))}<br>${axisLabel(t.dates.forest.versus(nameOf(against, t)))}`;
  return { tickvals: pairs.map((_, row) => row), ticktext: pairs.map(label), range: [pairs.length - 0.5, -0.5] };
}

/** Filled where the interval leaves out zero, hollow where it decides nothing. */
function drawPairs(pairs: readonly Pair[], t: Texts): PlotObject {
  const colors = pairs.map(({ model }) => SERIES_STYLES[model].color);
  return {
    type: 'scatter',
    mode: 'markers',
    x: pairs.map(({ difference }) => difference.value),
    y: pairs.map((_, row) => row),
    error_x: {
      type: 'data',
      symmetric: false,
      array: pairs.map(({ difference: { value, high } }) => high - value),
      arrayminus: pairs.map(({ difference: { value, low } }) => value - low),
      color: 'ink',
      thickness: 1.6,
      width: 5,
    },
    marker: {
      size: 11,
      color: colors,
      symbol: pairs.map(({ model, difference }) => {
        const symbol = SERIES_STYLES[model].symbol;
        return lessIsBetter(difference) === 'even' ? `${symbol}-open` : symbol;
      }),
      line: { color: colors, width: 2 },
    },
    customdata: pairs.map(({ difference }) => t.dates.forest.hover(difference)),
    hovertemplate: '%{customdata}<extra></extra>',
  };
}
