import type { EtlMetrics } from '../../evaluation/metrics-schema';
import type { Chart } from '../chart-card';
import type { Texts } from '../texts-es';
import type { ColorToken } from '../theme';

interface Bar {
  label: string;
  start: number;
  lines: number;
  color: ColorToken;
}

/** Lines read, rejected and kept: what is rejected is what kept lacks. Needs at least one line read. */
export function lineWaterfall(etl: EtlMetrics, t: Texts): Chart {
  const { linesIn, linesKept, linesRejected } = etl;
  const texts = t.data.waterfall;
  const bars: Bar[] = [
    { label: texts.read, start: 0, lines: linesIn, color: 'neutral' },
    { label: texts.rejected, start: linesKept, lines: linesRejected, color: 'bad' },
    { label: texts.kept, start: 0, lines: linesKept, color: 'accent' },
  ];
  return {
    id: 'lines',
    title: texts.title(linesKept, linesIn),
    howToRead: texts.howToRead,
    n: texts.n(linesIn),
    sentence: texts.sentence(linesIn, linesRejected, linesKept),
    table: {
      columns: [texts.step, texts.lines, texts.share],
      rows: bars.map(({ label, lines }) => [label, lines, lines / linesIn]),
    },
    figure: {
      data: [drawBars(bars, linesIn, t)],
      layout: {
        height: 220,
        margin: { t: 8, b: 44 },
        xaxis: { range: [0, linesIn * 1.34], title: { text: texts.lines }, nticks: 4 },
        yaxis: { autorange: 'reversed', showgrid: false },
      },
    },
  };
}

function drawBars(bars: readonly Bar[], linesIn: number, t: Texts) {
  return {
    type: 'bar',
    orientation: 'h',
    y: bars.map(({ label }) => label),
    base: bars.map(({ start }) => start),
    x: bars.map(({ lines }) => lines),
    marker: { color: bars.map(({ color }) => color) },
    text: bars.map(({ lines }) => `${t.number.count(lines)} (${t.number.percent(lines / linesIn)})`),
    textposition: 'outside',
    cliponaxis: false,
    hoverinfo: 'none',
  };
}
