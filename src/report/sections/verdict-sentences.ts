import type { Metrics, Missing } from '../../evaluation/metrics-schema';
import { judgeDates, judgeProducts } from '../facts/judgement';
import type { Texts } from '../texts/texts-es';

/** What is to be said of the dates: whether the network earns its place, and which model is used. */
export function dateVerdict({ nextPurchase }: Metrics, t: Texts): string {
  const { chosen, network, bestBaseline, difference, comparison, fewCustomers } = judgeDates(nextPurchase);
  const texts = t.verdict.dates;
  const used = t.models[nextPurchase.chosen];
  if (chosen === null) return texts.missing(reasonOf(nextPurchase.missing, t), used);
  if (network === null) return texts.noNetwork(used);
  if (difference === null || bestBaseline === null) return texts.noPair(used);
  const facts = {
    network: t.models[network.name],
    against: t.models[bestBaseline.name],
    difference,
    relative: bestBaseline.test!.mae > 0 ? Math.abs(difference.value) / bestBaseline.test!.mae : null,
  };
  const caution = fewCustomers ? ` ${t.verdict.fewCustomers(chosen.test!.customers)}` : '';
  return `${texts[comparison](facts)} ${texts.used(used, chosen.kind, comparison)}${caution}`;
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
