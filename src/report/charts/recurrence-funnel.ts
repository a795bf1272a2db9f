import type { EtlMetrics } from '../../evaluation/metrics-schema';
import type { Chart } from '../chart-card';
import type { PlotObject } from '../figure';
import { known, translate } from '../known-texts';
import { axisLabel, boldLabel } from '../plot-labels';
import type { Texts } from '../texts-es';
import type { ColorToken } from '../theme';

type Reading = EtlMetrics['funnel'][number];

/** From all customers, pale, to those left, dark. */
const TINTS: readonly ColorToken[] = ['tint1', 'tint2', 'tint3', 'tint4'];

/** Customers left after each step of the recurrence rule, under every reading of it. Needs one reading with a step. */
export function recurrenceFunnel(readings: readonly Reading[], t: Texts): Chart {
  const texts = t.data.funnel;
  const drawn = readings.filter(({ steps }) => steps.length > 0);
  const chosen = drawn.find((reading) => reading.chosen) ?? drawn[0]!;
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
    figure: {
      data: [...stepBars(drawn, t), finalBars(drawn, t)],
      layout: {
        height: 120 + rowHeight(drawn) * drawn.length,
        barmode: 'overlay',
        bargap: 0.35,
        showlegend: true,
        margin: { t: 36 },
        xaxis: { title: { text: texts.customers }, range: [0, widest(drawn) * 1.02], nticks: 6 },
        yaxis: { autorange: 'reversed', showgrid: false, ...readingTicks(drawn, t) },
      },
      narrow: { height: 190 + rowHeight(drawn) * drawn.length, margin: { t: 100 }, xaxis: { nticks: 3 } },
    },
  };
}

/** Many readings stand closer together. */
function rowHeight(readings: readonly Reading[]): number {
  return readings.length > 10 ? 26 : 38;
}

function ruleInWords({ productCount, purchasesMust, frequency }: Reading, t: Texts): string {
  return [productCount, purchasesMust, frequency].map((part) => known(t.rule, part)).join(' · ');
}

function remaining({ steps }: Reading): number {
  return steps[steps.length - 1]!.customers;
}

function widest(readings: readonly Reading[]): number {
  return Math.max(1, ...readings.flatMap(({ steps }) => steps.map(({ customers }) => customers)));
}

function tableRow(reading: Reading, { step, customers }: Reading['steps'][number], t: Texts) {
  return [
    reading.chosen ? `${reading.name} (${t.chosen})` : reading.name,
    known(t.rule, reading.productCount),
    known(t.rule, reading.purchasesMust),
    known(t.rule, reading.frequency),
    translate(t.phrases, step),
    customers,
  ];
}

function readingTicks(readings: readonly Reading[], t: Texts) {
  const label = (reading: Reading) =>
    reading.chosen ? boldLabel(`✓ ${ruleInWords(reading, t)}`) : axisLabel(ruleInWords(reading, t));
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
      name: stepName(readings, index, t),
      y: rows,
      x: rows.map((row) => at(row).customers),
      customdata: rows.map((row) => axisLabel(translate(t.phrases, at(row).step))),
      marker: { color: TINTS[Math.min(index, TINTS.length - 1)]! },
      hovertemplate: '%{customdata}: %{x:,}<extra></extra>',
    };
  });
}

/** The step's own name where all readings share it, its number where they do not. */
function stepName(readings: readonly Reading[], index: number, t: Texts): string {
  const names = new Set(
    readings.filter(({ steps }) => index < steps.length - 1).map(({ steps }) => steps[index]!.step),
  );
  const [only] = names;
  return names.size === 1 ? axisLabel(translate(t.phrases, only!)) : t.data.funnel.between(index + 1);
}

function finalBars(readings: readonly Reading[], t: Texts): PlotObject {
  return {
    type: 'bar',
    orientation: 'h',
    name: t.data.funnel.recurrent,
    y: readings.map((_, row) => row),
    x: readings.map(remaining),
    marker: { color: 'accent' },
    text: readings.map((reading) => boldLabel(t.number.count(remaining(reading)))),
    textposition: 'outside',
    textfont: { color: 'ink' },
    cliponaxis: false,
    hovertemplate: `${t.data.funnel.recurrent}: %{x:,}<extra></extra>`,
  };
}
