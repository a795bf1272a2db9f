import { epochDay } from '../../config/calendar';
import type { DateModelName, ModelKind } from '../../config/model-names';
import { someNames } from '../../config/some-names';
import type {
  DateModelMetrics,
  Metrics,
  PredictionMetrics,
  ProductMethodMetrics,
} from '../../evaluation/metrics-schema';
import { missingInWords } from '../../evaluation/missing-in-words';
import type { DateJudgement } from '../../report/facts/judgement';
import { judgeDates } from '../../report/facts/judgement';
import type { ScoreDifference } from '../../report/facts/shop-comparison';
import { counted, percent, signed } from './figures';
import { lineSummary } from './line-summary';

/** The result of a run in a few lines: lines, customers, error against what a shop would do, hits. */
export function runSummary(metrics: Metrics): string[] {
  const { etl, prediction } = metrics;
  return [
    `lines       ${lineSummary(etl)}`,
    `customers   ${count(etl.customers)}, of which ${count(etl.recurrentCustomers)} recurrent on ${prediction.asOf}`,
    `next date   ${dateLine(metrics)}`,
    ...forecastLines(metrics),
    ...judgedLines(metrics),
    ...sampleLines(metrics),
    ...unusualLines(metrics),
    `products    ${productLine(metrics)}`,
    `expected    ${expectedBuyers(prediction)}; ${absent(prediction)}`,
  ];
}

/** "68 buyers within 7 days (62–74), …": sums of chances with the 80 % range of the number that comes. */
export function expectedBuyers({ expected }: PredictionMetrics): string {
  const of = ({ days, buyers, low, high }: PredictionMetrics['expected'][number]) =>
    `${counted(Math.round(buyers), 'buyer')} within ${counted(days, 'day')} (${count(low)}–${count(high)})`;
  return expected.map(of).join(', ');
}

/** "39 overdue, 3 lost". */
export function absent({ overdue, lost }: PredictionMetrics): string {
  return `${count(overdue)} overdue, ${count(lost)} lost`;
}

/** On what the figures stand: "judged on 14 days: the history has 89; chosen on 5 origins, 640 rows of 140 customers". */
function judgedLines({ nextPurchase, run }: Metrics): string[] {
  const { horizonDays, origins, choice, missing } = nextPurchase;
  if (missing !== null || choice === null) return [];
  const history = epochDay(run.asOf) - epochDay(run.firstDay) + 1;
  return [
    `            judged on ${counted(horizonDays, 'day')} at ${counted(origins.test.length, 'origin')}: the history has ${history}; ` +
      `chosen on ${counted(choice.origins, 'origin')}, ${counted(choice.rows, 'row')} of ${counted(choice.customers, 'customer')}`,
  ];
}

/** Of whom the figures are, where a shop is large. */
function sampleLines({ samples }: Metrics): string[] {
  if (samples === undefined) return [];
  const { shop, learned, judged } = samples;
  const figures = judged === null ? '' : `judged on ${count(judged.drawn)}, `;
  return [
    `            dates learned from ${count(learned.drawn)}, ${figures}products learned from ${count(shop.drawn)} ` +
      `of ${count(shop.customers)} customers with two purchase days; all recurrent ones are predicted`,
  ];
}

/** "unusual     7 days, weighed by the share of the usual buyers that came: 2000-12-19 (7 %), …". */
function unusualLines({ nextPurchase: { unusualDays } }: Metrics): string[] {
  if (unusualDays.length === 0) return [];
  const { length } = unusualDays;
  const named = unusualDays.map(({ day, activity }) => `${day} (${Math.round(100 * activity)} %)`);
  return [
    `unusual     ${counted(length, 'day')}, weighed by the share of the usual buyers that came: ${someNames(named)}`,
  ];
}

function dateLine({ nextPurchase }: Metrics): string {
  const { missing, chosen } = nextPurchase;
  if (missing !== null) return `predicted by ${chosen}; no figures: ${missingInWords(missing)}`;
  const { chosen: model, shop } = judgeDates(nextPurchase);
  const rules = shop.map(
    ({ rule, dates }) => `${RULE_WORDS[rule.name] ?? rule.name} ${rule.test!.mae.toFixed(2)}, ${differenceText(dates)}`,
  );
  return `mean error ${model!.test!.mae.toFixed(2)} days by ${chosen}${rules.length > 0 ? ` (${rules.join('; ')})` : ''}`;
}

/** What a shop would do without a model. */
const RULE_WORDS: Partial<Record<DateModelName, string>> = {
  'mean-gap': 'own mean gap',
  'hazard-table': 'two-column table',
};

/** "−0.13 days, −2.9 %", and where it is so that it is not proven. */
function differenceText({ difference, relative, status }: ScoreDifference): string {
  const share = relative === null ? '' : ` (${signed(100 * relative, 1)} %)`;
  return `${signed(difference.value, 2)}${share}${status === 'even' ? ' not proven' : ''}`;
}

/** "CRPS 3.26 days (own mean gap −1.93 (−37.2 %); …); the 80 % interval holds 80.7 %", and what erred less. */
function forecastLines({ nextPurchase }: Metrics): string[] {
  const { chosen, shop, closest } = judgeDates(nextPurchase);
  if (chosen === null) return [];
  const { crps } = chosen.probabilities;
  const rules = shop.flatMap(({ rule, forecast }) =>
    forecast === null ? [] : [`${RULE_WORDS[rule.name] ?? rule.name} ${differenceText(forecast)}`],
  );
  const holds = chosen.interval === null ? '' : `; the 80 % interval holds ${percent(chosen.interval.coverage.value)}`;
  const forecast = `whole forecast, CRPS ${crps.value.toFixed(2)} days${rules.length > 0 ? ` (${rules.join('; ')})` : ''}${holds}`;
  return [forecast, ...(closest === null ? [] : [closestText(closest)])].map((text) => `            ${text}`);
}

const KIND_WORDS: Record<ModelKind, string> = {
  baseline: 'baseline',
  learned: 'other learned model',
  network: 'network',
};

function closestText({ model, dates }: NonNullable<DateJudgement['closest']>): string {
  const proven = dates?.status === 'bad' ? '' : ', not proven';
  const alone = model.interval === null ? ', date alone' : '';
  return `erred less in the test: ${model.name} ${model.test!.mae.toFixed(2)} (${KIND_WORDS[model.kind]}${alone}${proven})`;
}

function productLine({ topProducts }: Metrics): string {
  const { missing, methods, chosen, top } = topProducts;
  if (missing !== null) return `recommended by ${chosen}; no figures: ${missingInWords(missing)}`;
  const winner = methods.find(({ name }) => name === chosen)!;
  return `Hit@${top} ${hitText(winner)} by ${chosen}`;
}

/** "56.46 % (1097 / 1943)": share of cases with a hit, hits and cases. */
function hitText({ hits, cases }: ProductMethodMetrics): string {
  return `${((100 * hits) / cases).toFixed(2)} % (${hits} / ${cases})`;
}

/** Every candidate in one table, baselines first: errors in days, and how good the whole forecast is on the test rows. */
export function dateTable({ nextPurchase }: Metrics): string[] {
  const { horizonDays } = nextPurchase;
  const header = [
    'date model',
    'MAE train',
    'valid.',
    'test',
    'RMSE',
    'R²',
    '±3 days',
    'C',
    'CRPS',
    'IBS',
    '80 %',
    'days',
  ];
  const rows = nextPurchase.models.map((model) => [
    `${model.chosen ? '→' : ' '} ${model.name}`,
    ...figuresOf(model).map(([value, digits]) => decimals(value ?? Number.NaN, digits)),
  ]);
  return [
    ...align([header, ...rows]),
    `→ gives date, interval and chances; test figures from RMSE on; 80 %: coverage of the interval and its mean width; horizon ${horizonDays} days`,
  ];
}

/** A model's figures in the order of the table, each with its decimals; null where the model has none. */
function figuresOf(model: DateModelMetrics): [value: number | null | undefined, digits: number][] {
  const { train, validation, test, concordance, probabilities, interval } = model;
  const errors = [train?.mae, validation?.mae, test?.mae, test?.rmse, test?.r2, test?.within3];
  return [
    ...errors.map((value): [number | null | undefined, number] => [value, 3]),
    [concordance, 4],
    [probabilities.crps.value, 3],
    [probabilities.ibs, 4],
    [interval?.coverage.value, 3],
    [interval?.meanWidth, 2],
  ];
}

/** Every product method in one table, on the same test cases. */
export function productTable({ topProducts }: Metrics): string[] {
  const { methods, top } = topProducts;
  const header = ['product method', `Hit@${top} (hits / cases)`, 'recall@10', 'nDCG@10'];
  const rows = methods.map((method) => [
    `${method.chosen ? '→' : ' '} ${method.name}`,
    method.cases === 0 ? '–' : hitText(method),
    decimals(method.recall[9] ?? Number.NaN),
    decimals(method.ndcg[9] ?? Number.NaN),
  ]);
  return align([header, ...rows]);
}

function align(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
  );
}

function decimals(value: number, digits = 3): string {
  return Number.isNaN(value) ? '–' : value.toFixed(digits);
}

function count(value: number): string {
  return value.toLocaleString('en');
}
