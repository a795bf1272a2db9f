import { epochDay, isoDay, MS_PER_DAY } from '../../config/calendar';
import type { EtlMetrics } from '../../evaluation/metrics-schema';
import { closingWeekday, type DayGap, findGaps, monthsOf } from '../facts/calendar-gaps';
import { countTicks } from '../page/axis-ticks';
import type { Chart } from '../page/chart-card';
import type { DataTable } from '../page/data-table';
import type { Figure, PlotObject } from '../page/figure';
import type { Texts } from '../texts/texts-es';

/** A longer history is shown by month in the page; the CSV always has its days. */
const MOST_ROWS = 45;
/** Where a larger share of the days is empty, bands would be the background; the crosses are enough. */
const MOST_BANDED = 0.25;

/** Lines of each day, with the days without any marked. Needs at least one day. */
export function linesPerDay(perDay: EtlMetrics['linesPerDay'], t: Texts): Chart {
  const { lines } = perDay;
  const texts = t.data.perDay;
  const gaps = findGaps(perDay);
  const daily = dailyTable(perDay, t);
  const lastDay = isoDay(epochDay(perDay.firstDay) + lines.length - 1);
  return {
    id: 'lines-per-day',
    title: findingOf(gaps, perDay, t),
    howToRead: texts.howToRead,
    n: texts.n(lines.length),
    sentence: texts.sentence({
      first: perDay.firstDay,
      last: lastDay,
      least: Math.min(...lines),
      most: Math.max(...lines),
      empty: emptyDays(gaps),
    }),
    table: lines.length > MOST_ROWS ? monthlyTable(perDay, t) : daily,
    download: daily,
    wide: true,
    figure: timeline(perDay, gaps, t),
  };
}

function timeline(perDay: EtlMetrics['linesPerDay'], gaps: readonly DayGap[], t: Texts): Figure {
  const { lines } = perDay;
  return {
    data: [drawLines(perDay, t), drawEmptyDays(gaps, t)],
    layout: {
      height: 280,
      margin: { b: 32 },
      hovermode: 'x unified',
      shapes: emptyDays(gaps) <= MOST_BANDED * lines.length ? gaps.map(drawBand) : [],
      xaxis: { type: 'date', showgrid: false, hoverformat: '%Y-%m-%d' },
      yaxis: { title: { text: t.data.perDay.axis }, rangemode: 'tozero', ...countTicks(Math.max(...lines)) },
    },
    narrow: { xaxis: { nticks: 4 } },
  };
}

function findingOf(gaps: readonly DayGap[], { lines }: EtlMetrics['linesPerDay'], t: Texts): string {
  const texts = t.data.perDay;
  if (gaps.length === 0) return texts.noGaps(median(lines));
  const closed = gaps.length > 1 ? closingWeekday(gaps) : null;
  if (closed !== null) return texts.closedOn(closed, gaps.length);
  const longest = gaps.reduce((most, gap) => (gap.days > most.days ? gap : most));
  return texts.gaps(emptyDays(gaps), lines.length, longest);
}

function emptyDays(gaps: readonly DayGap[]): number {
  return gaps.reduce((sum, { days }) => sum + days, 0);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
}

function drawLines({ firstDay, lines }: EtlMetrics['linesPerDay'], t: Texts): PlotObject {
  return {
    type: 'scatter',
    mode: lines.length < 8 ? 'lines+markers' : 'lines',
    name: t.data.perDay.lines,
    x0: firstDay,
    dx: MS_PER_DAY,
    y: [...lines],
    line: { color: 'accent', width: 1.6 },
    hovertemplate: '%{y:,}<extra></extra>',
  };
}

function drawEmptyDays(gaps: readonly DayGap[], t: Texts): PlotObject {
  const days = gaps.flatMap((gap) =>
    Array.from({ length: gap.days }, (_, offset) => isoDay(epochDay(gap.from) + offset)),
  );
  return {
    type: 'scatter',
    mode: 'markers',
    name: t.data.perDay.noLines,
    x: days,
    y: days.map(() => 0),
    marker: { color: 'bad', symbol: 'x', size: 7 },
    cliponaxis: false,
    hovertemplate: `${t.data.perDay.noLines}<extra></extra>`,
  };
}

/** From half a day before the first empty day to half a day after the last. */
function drawBand({ from, to }: DayGap): PlotObject {
  return {
    type: 'rect',
    layer: 'below',
    yref: 'paper',
    y0: 0,
    y1: 1,
    x0: `${isoDay(epochDay(from) - 1)} 12:00`,
    x1: `${to} 12:00`,
    fillcolor: 'band',
    line: { width: 0 },
  };
}

function dailyTable({ firstDay, lines }: EtlMetrics['linesPerDay'], t: Texts): DataTable {
  const start = epochDay(firstDay);
  return {
    columns: [t.data.perDay.day, t.data.perDay.lines],
    rows: lines.map((count, day) => [isoDay(start + day), count]),
  };
}

function monthlyTable(perDay: EtlMetrics['linesPerDay'], t: Texts): DataTable {
  const { month, lines, days, emptyDays: empty } = t.data.perDay;
  return {
    columns: [month, lines, days, empty],
    rows: monthsOf(perDay).map((sum) => [sum.month, sum.lines, sum.days, sum.empty]),
  };
}
