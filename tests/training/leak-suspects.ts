import { concordance } from '../../src/evaluation/statistics/concordance';

export interface NamedColumn {
  name: string;
  values: ArrayLike<number>;
}

interface LeakSuspect {
  name: string;
  /** Concordance of the feature alone with the answers. */
  concordance: number;
}

/**
 * |2C − 1| of a single feature from which on it is not believed. Whole models reach .44 on groceries; one honest
 * column that orders nine in ten pairs of answers would be the discovery of the year.
 */
const IMPLAUSIBLE_SKILL = 0.8;

/**
 * Features that alone order the answers better than anything known before the origin can: a sign that the answer, or
 * something after the origin, has found its way into them. A high skill is evidence, not proof: it asks for a look.
 *
 * @param features values that are not finite are taken as equal
 * @param actual restricted days, [n]
 */
export function leakSuspects(features: readonly NamedColumn[], actual: ArrayLike<number>): LeakSuspect[] {
  return features.flatMap(({ name, values }) => {
    const ranked = Float64Array.from({ length: values.length }, (_, i) =>
      Number.isFinite(values[i]!) ? values[i]! : 0,
    );
    const order = concordance(ranked, actual);
    return order !== null && Math.abs(2 * order - 1) >= IMPLAUSIBLE_SKILL ? [{ name, concordance: order }] : [];
  });
}
