import type { HitChanceMetrics } from '../../evaluation/metrics-schema';
import { shareTicks } from '../page/axis-ticks';
import type { Chart } from '../page/chart-card';
import type { Texts } from '../texts/texts-es';
import { identityLine } from './plot-marks';
import { statedLine } from './reliability';

/** The share of fewer recommendations is chance; such points stay in the table and are not drawn. */
const LEAST_ROWS = 30;

/** Stated chances that a recommended product is bought next, against what the test bought. Needs at least one bin. */
export function hitChancesChart({ learnedFrom, ranks, bins }: HitChanceMetrics, t: Texts): Chart {
  const texts = t.products.chances;
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  const drawn = bins.filter((bin) => bin.rows >= LEAST_ROWS);
  const told = drawn.length > 0 ? drawn : bins;
  return {
    id: 'hit-chances',
    title: texts.title(told[0]!, told.at(-1)!),
    howToRead: texts.howToRead(learnedFrom),
    n: texts.n(rows),
    sentence: ranks.map(({ rank, chance, share }) => texts.rank(rank, chance, share)).join(' '),
    table: {
      columns: [texts.group, texts.stated, texts.came, texts.rows],
      rows: [
        ...ranks.map(({ rank, chance, share, rows: n }) => [texts.rankName(rank), { share: chance }, { share }, n]),
        ...bins.map(({ chance, share, rows: n }) => [texts.binName(chance), { share: chance }, { share }, n]),
      ],
    },
    figure: {
      data: [
        identityLine(texts.identity, 1),
        statedLine(told, {
          name: texts.recommended,
          hover: ({ chance, share, rows: n }) => texts.hover(chance, share, n),
          mark: { color: 'accent', symbol: 'circle', dash: 'solid' },
        }),
      ],
      layout: {
        height: 340,
        showlegend: true,
        margin: { t: 36 },
        xaxis: { range: [0, 1], zeroline: false, title: { text: texts.stated }, ...shareTicks(1, t.number) },
        yaxis: { range: [0, 1.02], zeroline: false, title: { text: texts.came }, ...shareTicks(1, t.number) },
      },
    },
  };
}
