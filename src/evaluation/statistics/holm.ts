/**
 * Which of several tests are significant at a joint error rate (Holm 1979): p-values from the smallest on, each against
 * the rate divided by the number of those not yet rejected; the first that fails ends it.
 */
export function holm(pValues: readonly number[], errorRate: number): boolean[] {
  const order = [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]!);
  const significant = pValues.map(() => false);
  for (const [rank, index] of order.entries()) {
    if (pValues[index]! > errorRate / (pValues.length - rank)) break;
    significant[index] = true;
  }
  return significant;
}
