import type { DateModelName } from '../../config/model-names';
import type { Metrics, Missing } from '../../evaluation/metrics-schema';
import { judgeDates, judgeProducts } from '../facts/judgement';
import type { Texts } from '../texts/texts-es';

/** What is to be said of the dates: how wrong they are, against what a shop would do without a model. */
export function dateVerdict({ nextPurchase }: Metrics, t: Texts): string {
  const { chosen, shop, fewCustomers } = judgeDates(nextPurchase);
  const used = t.models[nextPurchase.chosen];
  if (chosen === null) return t.verdict.missing(reasonOf(nextPurchase.missing, t), used);
  const rules = shop.map(({ rule, dates }) => ({ rule: ruleName(rule.name, t), ...dates }));
  const caution = fewCustomers ? ` ${t.verdict.fewCustomers(chosen.test!.customers)}` : '';
  return t.verdict.dates(used, chosen.test!.mae, rules) + caution;
}

/** What is to be said of the whole forecast, likewise; null where it was not compared. */
export function forecastVerdict({ nextPurchase }: Metrics, t: Texts): string | null {
  const { chosen, shop } = judgeDates(nextPurchase);
  const rules = shop.flatMap(({ rule, forecast }) =>
    forecast === null ? [] : [{ rule: ruleName(rule.name, t), ...forecast }],
  );
  return chosen === null || rules.length === 0 ? null : t.verdict.forecast(chosen.probabilities.crps.value, rules);
}

/** What is to be said of a model that erred less on the test than the one in use; null where none did. */
export function closestVerdict({ nextPurchase }: Metrics, t: Texts): string | null {
  const { closest } = judgeDates(nextPurchase);
  if (closest === null) return null;
  const { model, dates } = closest;
  const { name, kind, interval } = model;
  return t.verdict.closest({ name: t.models[name], kind: t.kinds[kind], dates, chances: interval !== null });
}

function ruleName(name: DateModelName, t: Texts): string {
  return t.verdict.shopRules[name] ?? t.models[name];
}

/** What is to be said of the products: whether knowing the customer pays. */
export function productVerdict({ topProducts }: Metrics, t: Texts): string {
  const { chosen, bestGlobal, status } = judgeProducts(topProducts);
  const texts = t.verdict.products;
  const used = t.methods[topProducts.chosen];
  if (chosen === null) return texts.missing(reasonOf(topProducts.missing, t), used);
  if (!chosen.personal) return texts.notPersonal(used);
  if (bestGlobal === null) return texts.noGlobal(used);
  return texts[status]({
    top: topProducts.top,
    method: used,
    rate: t.number.rate(chosen.hits, chosen.cases),
    against: t.methods[bestGlobal.name],
    againstRate: t.number.rate(bestGlobal.hits, bestGlobal.cases),
  });
}

/** Why figures are missing, in the reader's language. */
export function reasonOf(missing: Missing | null, t: Texts): string {
  return missing === null ? t.noTestRows : t.missing[missing.reason](missing.historyDays);
}
