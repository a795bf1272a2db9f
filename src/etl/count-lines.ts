import { RecompraError } from '../config/errors';
import { sumOf } from '../config/numbers';
import type { DayLines } from './read/day-lines';
import { linesOf } from './read/day-lines';
import type { JudgedCounts } from './read/staged-lines';
import type { LineCounts } from './rejects/line-counts';
import type { RejectReason } from './rejects/reject-reasons';
import type { StagedInput } from './rejects/staged-input';

/** Counts with the lines of some of the kept days, which they hold, rejected for a reason. */
export function withRejected(counts: JudgedCounts, reason: RejectReason, refused: readonly DayLines[]): JudgedCounts {
  if (refused.length === 0) return counts;
  const days = counts.days.filter(({ day }) => refused.every((other) => other.day !== day));
  return { ...counts, days, rejected: new Map([...counts.rejected, [reason, linesOf(refused)]]) };
}

/** The lines of all inputs, by what became of them; every line is counted once, which is checked. */
export function countLines(staged: readonly StagedInput[], { days, rejected, apart }: JudgedCounts): LineCounts {
  const kept = linesOf(days);
  for (const { malformed } of staged) {
    for (const [reason, lines] of malformed) rejected.set(reason, (rejected.get(reason) ?? 0) + lines);
  }
  const reasons = [...rejected]
    .map(([reason, lines]) => ({ reason, lines }))
    .sort((a, b) => b.lines - a.lines || (a.reason < b.reason ? -1 : 1));
  const linesIn = sumOf(staged.map(({ records, malformed }) => records + sumOf([...malformed.values()])));
  const linesRejected = sumOf(reasons.map(({ lines }) => lines));
  const setApart = sumOf([...apart.values()]);
  if (linesIn !== kept + linesRejected + setApart) {
    throw new RecompraError(
      'unexpected',
      `${linesIn} lines came in, but ${kept} were kept, ${linesRejected} rejected and ${setApart} set apart`,
    );
  }
  return { linesIn, linesKept: kept, linesRejected, ...countsApart(apart), reasons };
}

/** Only what there is: most runs set nothing apart. */
function countsApart(apart: JudgedCounts['apart']): Pick<LineCounts, 'linesExcluded' | 'linesReturned'> {
  const excluded = apart.get('excluida');
  const returned = apart.get('devuelta');
  return {
    ...(excluded === undefined ? {} : { linesExcluded: excluded }),
    ...(returned === undefined ? {} : { linesReturned: returned }),
  };
}
