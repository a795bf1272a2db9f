import { describe, expect, test } from 'vitest';
import { comparisonSummary } from '../../src/cli/printing/comparison-summary';
import type { Metrics } from '../../src/evaluation/metrics-schema';
import { renderComparison } from '../../src/report/comparison/render-comparison';
import { compareRuns } from '../../src/report/facts/run-comparison';
import { errors, fullMetrics } from './metrics-fixture';
import { shortMetrics, threeMonthMetrics } from './other-states';
import { pageText } from './page-text';

/** The fixture with another mean error of the model in use. */
function withError(mae: number, half = 0.05): Metrics {
  const full = fullMetrics();
  const models = full.nextPurchase.models.map((model) =>
    model.chosen
      ? { ...model, test: errors(mae, 0.3, 0.6), testMae: { value: mae, low: mae - half, high: mae + half } }
      : model,
  );
  return { ...full, run: { ...full.run, id: 'aaaaaaaaaaaa' }, nextPurchase: { ...full.nextPurchase, models } };
}

/** The fixture with another coverage of the model in use. */
function withCoverage([value, low, high]: readonly [number, number, number]): Metrics {
  return withChosen((model) => ({ ...model, interval: { coverage: { value, low, high }, meanWidth: 9 } }));
}

/** The fixture where nothing could be drawn again: figures of dates without their intervals. */
function withoutIntervals(): Metrics {
  return withChosen((model) => ({ ...model, testMae: null }));
}

/** The fixture, its lines read by these settings. */
function withCsv(csv: Record<string, unknown>): Metrics {
  const full = fullMetrics();
  return { ...full, run: { ...full.run, settings: { ...full.run.settings, csv } } };
}

type Model = Metrics['nextPurchase']['models'][number];

function withChosen(change: (model: Model) => Model): Metrics {
  const full = fullMetrics();
  const models = full.nextPurchase.models.map((model) => (model.chosen ? change(model) : model));
  return { ...full, nextPurchase: { ...full.nextPurchase, models } };
}

describe('a run against an earlier one', () => {
  test.each([
    [4.0, 'good'],
    [4.4, 'even'],
    [5.0, 'bad'],
  ] as const)('with an error of %d days after one of 4.43 ± 0.09 is %s', (mae, status) => {
    const compared = compareRuns(fullMetrics(), withError(mae));
    expect([compared.status, compared.figures.mae.status]).toEqual([status, status]);
  });

  // Coverage of 80 % intervals, each with its 95 % interval.
  test.each([
    ['below the promise, hardly below the one before', [0.784, 0.768, 0.801], [0.782, 0.766, 0.798], 'even'],
    ['below the promise and the one before', [0.8, 0.79, 0.81], [0.75, 0.74, 0.76], 'bad'],
    ['back at the promise', [0.75, 0.74, 0.76], [0.8, 0.79, 0.81], 'good'],
    ['below the one before, nearer to the promise', [0.95, 0.94, 0.96], [0.79, 0.785, 0.795], 'even'],
    ['above the promise', [0.8, 0.79, 0.81], [0.9, 0.89, 0.91], 'even'],
  ] as const)('with a coverage %s is judged by both intervals', (_, before, after, status) => {
    const compared = compareRuns(withCoverage(before), withCoverage(after));
    expect([compared.status, compared.figures.coverage.status]).toEqual([status, status]);
  });

  test('without any interval nothing is said of intervals that touch', () => {
    const older = withoutIntervals();
    const compared = compareRuns(older, older);
    expect([compared.status, compared.figures.mae.status]).toEqual(['even', 'even']);
    expect(pageText(renderComparison([older, older], { plotly: '' }))).not.toMatch(
      /intervals touch|intervalos del 95\s% se tocan/,
    );
  });

  test('on the same files and weeks is paired week by week, over the rows of both', () => {
    const newer = fullMetrics();
    const models = newer.nextPurchase.models.map((model) => ({
      ...model,
      byOrigin: model.byOrigin.map((week, i) => ({
        ...week,
        mae: week.mae - (i === 0 ? 0.3 : -0.1),
        crps: week.crps - 0.2,
      })),
    }));
    const { paired, warnings } = compareRuns(fullMetrics(), {
      ...newer,
      nextPurchase: { ...newer.nextPurchase, models },
    });
    // Two weeks of 7988 rows each: 0.3 days less and 0.1 more.
    expect(paired).toEqual({ weeks: 2, better: 1, difference: expect.closeTo(-0.1, 9), crps: expect.closeTo(-0.2, 9) });
    expect(warnings).toEqual([]);
  });

  test('with other limits of rejected lines has the same rows, with another meaning of the price not', () => {
    const limits = compareRuns(withCsv({ maxRejectedShare: 0.05 }), withCsv({ maxRejectedShare: 0.06 }));
    expect([limits.paired?.weeks, limits.warnings]).toEqual([2, []]);
    const single = compareRuns(withCsv({}), withCsv({ maxRejectedShareOf: { usuario_vacio: 0.3 } }));
    expect([single.paired?.weeks, single.warnings]).toEqual([2, []]);
    const price = [withCsv({ priceIs: 'ticket' }), withCsv({ priceIs: 'line' })] as const;
    expect(compareRuns(...price)).toMatchObject({ paired: null, warnings: ['other-reading'] });
    // Both may hold the same customers all the same.
    expect(comparisonSummary(price, [compareRuns(...price)]).join('\n')).not.toMatch(/in common/);
    expect(pageText(renderComparison(price, { plotly: '' }))).not.toMatch(/in common|en común/);
  });

  test('one week is no weeks', () => {
    const one = withChosen((model) => ({ ...model, byOrigin: model.byOrigin.slice(0, 1) }));
    const lines = comparisonSummary([one, one], [compareRuns(one, one)]);
    expect(lines).toContain(
      'paired      on the test week that is the same: mean error +0.00 days, CRPS +0.00, better in 0',
    );
  });

  test('on other files is not paired, and that is told', () => {
    const newer = fullMetrics();
    const inputs = [{ name: 'data.csv', bytes: 1, sha256: 'b'.repeat(64) }];
    const compared = compareRuns(fullMetrics(), { ...newer, run: { ...newer.run, inputs } });
    expect([compared.paired, compared.warnings, compared.status]).toEqual([null, ['other-data'], 'even']);
  });

  test('on another horizon, by another rule or without figures is not judged at all', () => {
    const full = fullMetrics();
    const rule = { ...full.run, settings: { ...full.run.settings, recurrence: { minProducts: 3 } } };
    for (const [newer, warning] of [
      [threeMonthMetrics(), 'other-horizon'],
      [{ ...full, run: rule }, 'other-rule'],
      [shortMetrics(), 'not-judged'],
    ] as const) {
      const { status, warnings, figures } = compareRuns(full, newer);
      expect([status, figures.mae.status]).toEqual(['unknown', 'unknown']);
      expect(warnings).toContain(warning);
    }
  });
});

test('the page answers the question, shows figure beside figure and warns, in both languages', () => {
  const page = renderComparison([fullMetrics(), withError(5)], { plotly: '' });
  const [spanish, english] = page.split('id="en"').map((half) => pageText(half));
  expect(spanish).toContain('La ejecución más reciente acierta menos que la anterior.');
  expect(spanish).toContain('Error medio de la fecha (días) 4,43 (4,34 – 4,53) 5,00 (4,95 – 5,05) +0,57 peor');
  expect(spanish).toContain('En 2 semanas de prueba que son las mismas, con los mismos casos');
  expect(english).toContain('The newest run is less often right than the one before.');
  expect(english).toContain('Buyers expected within 7 days 1,102 (1,079 – 1,124) 1,102 (1,079 – 1,124) 0 —');
});
