import { expect, test } from 'vitest';
import { DATE_MODELS, PRODUCT_METHODS } from '../../src/config/model-names';
import { metricsSchema } from '../../src/evaluation/metrics-schema';
import { BASELINE_NAMES } from '../../src/models/dates/baselines/fit-baselines';
import { RANKER_NAME } from '../../src/products/candidates/learned-ranker';
import { RULES } from '../../src/products/recommenders';
import { SERIES_STYLES } from '../../src/report/page/series-style';
import { EN } from '../../src/report/texts/texts-en';
import { ES } from '../../src/report/texts/texts-es';
import { fullMetrics } from './metrics-fixture';

const NAMES = [...DATE_MODELS, ...PRODUCT_METHODS];

test('every model and method has a colour and a mark of its own', () => {
  const looks = NAMES.map((name) => `${SERIES_STYLES[name].color} ${SERIES_STYLES[name].symbol}`);
  expect(new Set(looks).size).toBe(NAMES.length);
});

test.each([
  ['models', DATE_MODELS],
  ['methods', PRODUCT_METHODS],
] as const)('%s that share a chart differ in colour, or in both mark and line', (_, names) => {
  const alike = names.flatMap((a, i) =>
    names
      .slice(i + 1)
      .filter((b) => SERIES_STYLES[a].color === SERIES_STYLES[b].color)
      .filter(
        (b) => SERIES_STYLES[a].symbol === SERIES_STYLES[b].symbol || SERIES_STYLES[a].dash === SERIES_STYLES[b].dash,
      )
      .map((b) => [a, b]),
  );
  expect(alike).toEqual([]);
});

test.each([ES, EN])('every model and method has a name of its own in each language', ({ models, methods }) => {
  const words = [...DATE_MODELS.map((name) => models[name]), ...PRODUCT_METHODS.map((name) => methods[name])];
  expect(new Set(words).size).toBe(NAMES.length);
});

test('the lists name what there is to fit and to recommend with', () => {
  expect([...DATE_MODELS]).toEqual([...BASELINE_NAMES, 'dense-network', 'hazard-network']);
  expect([...PRODUCT_METHODS]).toEqual([...RULES.map(({ name }) => name), RANKER_NAME]);
});

test('a metrics.json with a model of another name is refused', () => {
  const { nextPurchase, ...full } = fullMetrics();
  expect(metricsSchema.safeParse({ ...full, nextPurchase }).success).toBe(true);
  expect(metricsSchema.safeParse({ ...full, nextPurchase: { ...nextPurchase, chosen: 'oracle' } }).success).toBe(false);
});
