import type { Answers, DatedRows } from '../../../features/dataset';
import type { Scaler } from '../../fitting/scaler';
import { fitScaler } from '../../fitting/scaler';
import { daysAtRisk } from '../baselines/person-days';
import { LEARNED_DAYS } from '../forecast/forecast-days';
import type { HazardTables } from './hazard-tables';
import { fitHazardTables } from './hazard-tables';
import type { SourceRows } from './row-source';
import { sourceRows } from './row-source';

/** Chosen on the validation origins of The Complete Journey. */
const MEMBERS = { few: 2, many: 4 };
/** Up to so many rows many members are trained: few rows leave each more to chance, and cost little time. */
const FEW_ROWS = 50_000;
const EPOCHS = 3;

export interface HazardTraining {
  /** Rows at any origins, those whose answers are still open included. */
  rows: DatedRows;
  answers: Answers;
}

export interface LessonOptions {
  /** Days after the origin that the network follows a row; LEARNED_DAYS unless given. */
  horizon?: number;
  epochs?: number;
  members?: number;
  /** Memory for the inputs of the days, enough for each day of each row. */
  memory?: Float32Array | undefined;
}

/** What each member of a network learns from, worked out once for all of them: values that any thread can be given. */
export interface HazardLessons {
  /** Days. */
  horizon: number;
  scaler: Scaler;
  tables: HazardTables;
  /** How many members the rows are worth, and passes over the rows for each. */
  members: number;
  epochs: number;
  rows: SourceRows;
  /** See Answers, [rows]. */
  daysToNext: Float64Array;
  watched: Float64Array;
  /** How busy the shop was on each day of each row, as `rows.start` has them; null where all days were ordinary. */
  activity: Float64Array | null;
}

/** @throws RangeError where no row is at risk on any day */
export function hazardLessons({ rows, answers }: HazardTraining, options: LessonOptions): HazardLessons {
  const { horizon = LEARNED_DAYS, epochs = EPOCHS, memory } = options;
  const { members = rows.length > FEW_ROWS ? MEMBERS.few : MEMBERS.many } = options;
  const days = Int32Array.from({ length: rows.length }, (_, row) => daysAtRisk(answers, row, horizon));
  if (days.every((count) => count === 0))
    throw new RangeError('no row was watched for a day: there is nothing to learn');
  const scaler = fitScaler(rows);
  const tables = fitHazardTables(rows, answers);
  const source = sourceRows(rows, days, { scaler, tables, memory });
  const { daysToNext, watched } = answers;
  return {
    horizon,
    scaler,
    tables,
    members,
    epochs,
    rows: source,
    daysToNext,
    watched,
    activity: activityOf(source, answers),
  };
}

function activityOf({ days, start }: SourceRows, { activity }: Answers): Float64Array | null {
  if (activity === undefined) return null;
  const busy = new Float64Array(start.at(-1)!);
  for (let row = 0; row < days.length; row++) {
    for (let d = 1; d <= days[row]!; d++) busy[start[row]! + d - 1] = activity(row, d);
  }
  return busy;
}

/** The answers again; of days on which a row is not at risk nothing is known. */
export function lessonAnswers({ rows, daysToNext, watched, activity }: HazardLessons): Answers {
  if (activity === null) return { daysToNext, watched };
  return { daysToNext, watched, activity: (row, d) => activity[rows.start[row]! + d - 1]! };
}
