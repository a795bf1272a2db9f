import type { EtlMetrics } from '../../evaluation/metrics-schema';
import { countTicks } from '../page/axis-ticks';
import type { Chart } from '../page/chart-card';
import type { Figure } from '../page/figure';
import type { Texts } from '../texts/texts-es';

/** Gaps between purchases by length: index g counts gaps of g ≥ 1 days, the last bin is open. Needs at least one gap. */
export function gapHistogram({ gaps: byDays }: EtlMetrics['gapDays'], t: Texts): Chart {
  const texts = t.data.gaps;
  const counts = byDays.slice(1);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const labels = counts.map((_, index) => (index === counts.length - 1 ? `≥ ${index + 1}` : String(index + 1)));
  const commonest = counts.indexOf(Math.max(...counts)) + 1;
  const middle = medianBin(counts, total) + 1;
  const open = counts[counts.length - 1]! / total;
  return {
    id: 'gaps',
    title: texts.title(middle, commonest),
    howToRead: texts.howToRead(counts.length),
    n: texts.n(total),
    sentence: texts.sentence({ total, middle, commonest, open, last: counts.length }),
    table: {
      columns: [texts.days, texts.gaps, texts.share],
      rows: counts.map((count, index) => [labels[index]!, count, { share: count / total }]),
    },
    wide: true,
    figure: bars(counts, labels, t),
  };
}

function bars(counts: readonly number[], labels: readonly string[], t: Texts): Figure {
  const { days, gaps, unit } = t.data.gaps;
  return {
    data: [
      {
        type: 'bar',
        x: counts.map((_, index) => index + 1),
        y: [...counts],
        customdata: [...labels],
        marker: { color: counts.map((_, index) => (index === counts.length - 1 ? 'neutral' : 'accent')) },
        hovertemplate: `%{customdata} ${unit}: %{y:,}<extra></extra>`,
      },
    ],
    layout: {
      height: 300,
      bargap: 0.12,
      xaxis: { title: { text: days }, showgrid: false, ...weeklyTicks(labels) },
      yaxis: { title: { text: gaps }, ...countTicks(Math.max(...counts)) },
    },
    narrow: { xaxis: weeklyTicks(labels, 2) },
  };
}

/** The shortest gap that half of them do not exceed, as an index. */
function medianBin(counts: readonly number[], total: number): number {
  let sum = 0;
  return counts.findIndex((count) => {
    sum += count;
    return sum * 2 >= total;
  });
}

/** A label each so many weeks, where shopping habits show, and one for the open bin. */
function weeklyTicks(labels: readonly string[], every = 1) {
  const last = labels.length;
  const weeks = labels.map((_, index) => index + 1).filter((day) => day % (7 * every) === 0 && day < last - 2);
  const values = last < 10 ? labels.map((_, index) => index + 1) : [1, ...weeks, last];
  return { tickangle: 0, tickvals: values, ticktext: values.map((day) => labels[day - 1]!) };
}
