import type { EtlMetrics } from '../../evaluation/metrics-schema';
import type { Chart } from '../page/chart-card';
import type { ColorToken } from '../page/theme';
import type { Texts } from '../texts/texts-es';

interface Bar {
  label: string;
  start: number;
  lines: number;
  color: ColorToken;
}

/** Lines read, rejected, left out and kept: what is rejected or left out is what kept lacks. Needs at least one line read. */
export function lineWaterfall(etl: EtlMetrics, t: Texts): Chart {
  const { linesIn, linesKept, linesRejected, linesExcluded = 0, linesReturned = 0 } = etl;
  const texts = t.data.waterfall;
  const bars: Bar[] = [
    { label: texts.read, start: 0, lines: linesIn, color: 'neutral' },
    { label: texts.rejected, start: linesIn - linesRejected, lines: linesRejected, color: 'bad' },
    ...(linesExcluded > 0
      ? [{ label: texts.excluded, start: linesKept + linesReturned, lines: linesExcluded, color: 'neutral' } as const]
      : []),
    ...(linesReturned > 0
      ? [{ label: texts.returned, start: linesKept, lines: linesReturned, color: 'neutral' } as const]
      : []),
    { label: texts.kept, start: 0, lines: linesKept, color: 'accent' },
  ];
  return {
    id: 'lines',
    title: texts.title(linesKept, linesIn),
    howToRead: texts.howToRead,
    n: texts.n(linesIn),
    sentence: texts.sentence(linesIn, linesRejected, linesKept, { excluded: linesExcluded, returned: linesReturned }),
    table: {
      columns: [texts.step, texts.lines, texts.share],
      rows: bars.map(({ label, lines }) => [label, lines, { share: lines / linesIn }]),
    },
    figure: {
      data: [drawBars(bars)],
      layout: {
        height: 200,
        margin: { t: 8, r: 8, b: 8 },
        bargap: 0.3,
        xaxis: { range: [0, linesIn], showgrid: false, showticklabels: false },
        yaxis: { autorange: 'reversed', showgrid: false, ...barLabels(bars, linesIn, t) },
      },
    },
  };
}

/** Numbers stand with the names: beside a bar they would not fit, and a bar of few lines could not hold them. */
function barLabels(bars: readonly Bar[], linesIn: number, t: Texts) {
  const label = ({ label: name, lines }: Bar) =>
    `${name}<br><b>${t.number.count(lines)}</b> (${t.number.percent(lines / linesIn)})`;
  return { tickvals: bars.map((_, row) => row), ticktext: bars.map(label) };
}

function drawBars(bars: readonly Bar[]) {
  return {
    type: 'bar',
    orientation: 'h',
    y: bars.map((_, row) => row),
    base: bars.map(({ start }) => start),
    x: bars.map(({ lines }) => lines),
    marker: { color: bars.map(({ color }) => color) },
    hoverinfo: 'none',
  };
}
