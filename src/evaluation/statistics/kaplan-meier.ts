/** Share that has not returned after each day on which somebody did. */
export interface SurvivalCurve {
  /** Days, ascending, each with at least one return. */
  days: number[];
  /** Share still out after that day. */
  survival: number[];
  /** Standard error of the share by Greenwood's formula. */
  standardError: number[];
}

/**
 * The share of customers who have not returned, by days since the start, from rows some of which were watched only for
 * a while: S(t) = Π (1 − returned(d) ÷ at risk(d)) over d ≤ t (Kaplan & Meier 1958); a row watched w days is at risk
 * on days 1 … w. Its variance is S² Σ returned ÷ (at risk × (at risk − returned)) (Greenwood 1926).
 *
 * @param daysToNext whole days to the return, NaN where none was seen
 * @param watched days each row was watched, whole; returns after it count as not seen
 */
export function kaplanMeier(daysToNext: ArrayLike<number>, watched: ArrayLike<number>): SurvivalCurve {
  const { returned, left } = countByDay(daysToNext, watched);
  const curve: SurvivalCurve = { days: [], survival: [], standardError: [] };
  let atRisk = daysToNext.length;
  let survival = 1;
  let greenwood = 0;
  for (let day = 0; day < returned.length; day++) {
    const events = returned[day]!;
    if (events > 0) {
      survival *= 1 - events / atRisk;
      greenwood += events === atRisk ? 0 : events / (atRisk * (atRisk - events));
      curve.days.push(day);
      curve.survival.push(survival);
      curve.standardError.push(survival * Math.sqrt(greenwood));
    }
    atRisk -= events + left[day]!;
  }
  return curve;
}

/** Rows that returned, and rows whose watch ended without a return, by day. */
function countByDay(daysToNext: ArrayLike<number>, watched: ArrayLike<number>) {
  let end = 0;
  for (let i = 0; i < watched.length; i++) end = Math.max(end, watched[i]!);
  const returned = new Float64Array(end + 1);
  const left = new Float64Array(end + 1);
  for (let i = 0; i < daysToNext.length; i++) {
    if (daysToNext[i]! <= watched[i]!) returned[daysToNext[i]!] = returned[daysToNext[i]!]! + 1;
    else left[watched[i]!] = left[watched[i]!]! + 1;
  }
  return { returned, left };
}
