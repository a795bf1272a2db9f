import { isoDay } from '../config/calendar';
import { RecompraError } from '../config/errors';
import type { RevisionNote } from '../evaluation/revision-schema';

/** Days of the newer lines, epoch days: the first with a line, and the last one that is known. */
export interface LineDays {
  firstDay: number;
  until: number;
}

/** Predictions made on a day, and the weekdays on which that shop is closed (epoch day mod 7). */
export interface MadeOn {
  source: string;
  origin: number;
  closed: ReadonlySet<number>;
}

/**
 * Refuses lines that cannot say what became of the predictions: that end before any of them begins, or begin later than
 * the day after one, for what was bought between is unknown, not nothing. Days on which the shop is always closed are
 * no gap. Predictions of which nothing is known yet are told, and left out.
 */
export function checkCover({ firstDay, until }: LineDays, predictions: readonly MadeOn[]): RevisionNote[] {
  const begun = predictions.filter(({ origin }) => origin < until);
  if (begun.length === 0) throw nothingAfter(until, predictions);
  const notes = predictions
    .filter(({ origin }) => origin >= until)
    .map(({ source }): RevisionNote => ({ code: 'nothing-yet', source, count: 1 }));
  for (const { source, origin, closed } of begun) {
    if (firstDay <= origin + 1) continue;
    const between = Array.from({ length: firstDay - origin - 1 }, (_, i) => origin + 1 + i);
    if (!between.every((day) => closed.has(day % 7))) throw gapBefore(firstDay, source, origin);
    notes.push({ code: 'closed-days', source, count: between.length });
  }
  return notes;
}

function nothingAfter(until: number, predictions: readonly MadeOn[]): RecompraError {
  const first = predictions.reduce((least, { origin }) => Math.min(least, origin), Number.POSITIVE_INFINITY);
  return new RecompraError(
    'data',
    `the lines end on ${isoDay(until)}, and the predictions were made on ${isoDay(first)}: nothing that came after is known`,
    { remedy: `give lines of ${isoDay(first + 1)} and later; older ones may stand beside them` },
  );
}

function gapBefore(firstDay: number, source: string, origin: number): RecompraError {
  return new RecompraError(
    'data',
    `the lines begin on ${isoDay(firstDay)}, but the predictions of ${source} on ${isoDay(origin)}: what was bought from ${isoDay(origin + 1)} to ${isoDay(firstDay - 1)} is not known`,
    {
      remedy: `give the lines from ${isoDay(origin + 1)} on, in several files if need be: --input 'lines/*.csv'; where the shop was closed, give older lines too`,
    },
  );
}
