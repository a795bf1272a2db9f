import type { EtlMetrics } from '../../evaluation/metrics-schema';
import { countTicks } from '../page/axis-ticks';
import type { Chart } from '../page/chart-card';
import type { Figure, PlotObject } from '../page/figure';
import { axisLabel, boldLabel } from '../page/plot-labels';
import type { ColorToken } from '../page/theme';
import { known } from '../texts/known-texts';
import type { Texts } from '../texts/texts-es';

type Reading = EtlMetrics['funnel'][number];

/** From all customers, faint, to those left, strong. */
const TINTS: readonly ColorToken[] = ['tint1', 'tint2', 'tint3'];
/** Given, because Plotly derives it from the distance of the rows a step has. */
const BAR_WIDTH = 0.7;

/** Customers left after each step of the recurrence rule, under every reading of it. Needs one reading with a step. */
export function recurrenceFunnel(readings: readonly Reading[], t: Texts): Chart {
  const texts = t.data.funnel;
  const told = readings.filter(({ steps }) => steps.length > 0);
  const drawn = [...told].sort((a, b) => Number(b.chosen) - Number(a.chosen));
  const chosen = drawn[0]!;
  const left = drawn.map(remaining);
  return {
    id: 'recurrence-funnel',
    title: texts.title({ left: remaining(chosen), all: chosen.steps[0]!.customers, readings: drawn.length }),
    howToRead: texts.howToRead,
    n: texts.n(chosen.steps[0]!.customers),
    sentence: texts.sentence({ left, chosenLeft: remaining(chosen) }),
    table: {
      columns: [texts.reading, texts.productCount, texts.purchasesMust, texts.frequency, texts.step, texts.customers],
      rows: drawn.flatMap((reading) => reading.steps.map((step) => tableRow(reading, step, t))),
    },
    wide: true,
    figure: nestedBars(drawn, t),
  };
}

function nestedBars(readings: readonly Reading[], t: Texts): Figure {
  const most = widest(readings);
  const title = { text: t.data.funnel.customers };
  return {
    data: [...stepBars(readings, t), finalBars(readings, t)],
    layout: {
      height: 120 + rowHeight(readings) * readings.length,
      barmode: 'overlay',
      showlegend: true,
      margin: { t: 36 },
      xaxis: { title, range: [0, most * 1.02], ...countTicks(most, 6) },
      yaxis: { autorange: 'reversed', showgrid: false, ...readingTicks(readings, t) },
    },
    narrow: {
      height: 210 + 38 * readings.length,
      margin: { t: 120 },
      xaxis: { range: [0, most * 1.16], ...countTicks(most, 3) },
      yaxis: readingTicks(readings, t, '<br>'),
    },
  };
}

type Step = Reading['steps'][number];

function stepName({ step, limit }: Step, t: Texts): string {
  return t.funnelSteps[step](limit);
}

/** Many readings stand closer together. */
function rowHeight(readings: readonly Reading[]): number {
  return readings.length > 10 ? 26 : 38;
}

function remaining({ steps }: Reading): number {
  return steps[steps.length - 1]!.customers;
}

function widest(readings: readonly Reading[]): number {
  return Math.max(1, ...readings.flatMap(({ steps }) => steps.map(({ customers }) => customers)));
}

function tableRow(reading: Reading, step: Step, t: Texts) {
  return [
    reading.chosen ? `${reading.name} (${t.chosen})` : reading.name,
    known(t.rule, reading.productCount),
    known(t.rule, reading.purchasesMust),
    known(t.rule, reading.frequency),
    stepName(step, t),
    step.customers,
  ];
}

/** A reading in three words; `gap` stands before the last one, so that a narrow chart can break the line there. */
function readingTicks(readings: readonly Reading[], t: Texts, gap = ' · ') {
  const label = ({ productCount, purchasesMust, frequency, chosen }: Reading) => {
    const parts = [productCount, purchasesMust, frequency].map((part) => axisLabel(known(t.rule, part)));
    const words = `${parts[0]} · ${parts[1]}${gap}${parts[2]}`;
    return chosen ? `<b>✓ ${words}</b>` : words;
  };
  return { tickvals: readings.map((_, row) => row), ticktext: readings.map(label) };
}

/** One trace for each step but the last; the later one covers part of the earlier. */
function stepBars(readings: readonly Reading[], t: Texts): PlotObject[] {
  const steps = Math.max(...readings.map(({ steps: { length } }) => length)) - 1;
  return Array.from({ length: steps }, (_, index) => {
    const rows = readings.flatMap(({ steps: list }, row) => (index < list.length - 1 ? [row] : []));
    const at = (row: number) => readings[row]!.steps[index]!;
    return {
      type: 'bar',
      orientation: 'h',
      ...stepLegend(new Set(rows.map((row) => stepName(at(row), t))), index, t),
      y: rows,
      x: rows.map((row) => at(row).customers),
      width: BAR_WIDTH,
      customdata: rows.map((row) => axisLabel(stepName(at(row), t))),
      marker: { color: TINTS[Math.min(index, TINTS.length - 1)]! },
      hovertemplate: '%{customdata}: %{x:,}<extra></extra>',
    };
  });
}

/** The first two steps by their name where all readings share it; the others together, for they differ. */
function stepLegend(names: ReadonlySet<string>, index: number, t: Texts) {
  const [only] = names;
  const shared = index < TINTS.length - 1 && names.size === 1 && only !== undefined;
  return {
    name: shared ? axisLabel(only) : t.data.funnel.between,
    showlegend: index < TINTS.length,
  };
}

function finalBars(readings: readonly Reading[], t: Texts): PlotObject {
  return {
    type: 'bar',
    orientation: 'h',
    name: t.data.funnel.recurrent,
    y: readings.map((_, row) => row),
    x: readings.map(remaining),
    width: BAR_WIDTH,
    marker: { color: readings.map(({ chosen }) => (chosen ? 'accent' : 'tint4')) },
    text: readings.map((reading) => boldLabel(t.number.count(remaining(reading)))),
    textposition: 'outside',
    textfont: { color: 'ink' },
    cliponaxis: false,
    hovertemplate: `${t.data.funnel.recurrent}: %{x:,}<extra></extra>`,
  };
}
