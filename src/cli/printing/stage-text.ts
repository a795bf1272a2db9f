import type { StagePlace } from '../../config/progress';

/** What is known of a stage that goes on. */
export interface StageState {
  name: string;
  /** Steps that are done, and of how many where that is known. */
  steps: number;
  total: number | undefined;
  place: StagePlace | null;
  elapsedMs: number;
}

/** Before so long, and so much of the way, the time that is left is a guess that nobody wants. */
const SOONEST_MS = 2_000;
const LEAST_SHARE = 0.03;

/** "training 3/5 · hazard network · epoch 12 of 40 · about 40 s left" */
export function stageText(state: StageState): string {
  const { name, place, steps, total } = state;
  const left = timeLeft(state);
  if (place === null) return parts([name, ...countOf(steps, total), left ?? `${duration(state.elapsedMs)} so far`]);
  const { part, parts: of, name: what, epoch, epochs } = place;
  const passes = epoch === undefined || epochs === undefined ? [] : [`epoch ${epoch} of ${epochs}`];
  return parts([`${name} ${part}/${of}`, what, ...passes, ...(left === null ? [] : [left])]);
}

/** Share of the stage that is done, 0 … 1; null where nobody knows. */
export function stageShare({ place, steps, total }: StageState): number | null {
  if (place !== null) return place.share;
  return total === undefined || total < 2 ? null : steps / total;
}

/** "1.2 s", "2 min 05 s" */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

function countOf(steps: number, total: number | undefined): string[] {
  if (total !== undefined && total > 1) return [`${steps} of ${total}`];
  return total === undefined && steps > 0 ? [String(steps)] : [];
}

/** As long as what is done took, for what is left of the way. */
function timeLeft(state: StageState): string | null {
  const share = stageShare(state);
  const { elapsedMs } = state;
  if (share === null || share < LEAST_SHARE || elapsedMs < SOONEST_MS) return null;
  const seconds = (elapsedMs * (1 - share)) / share / 1000;
  if (seconds < 3) return 'nearly done';
  if (seconds < 10) return `about ${Math.round(seconds)} s left`;
  if (seconds < 90) return `about ${5 * Math.round(seconds / 5)} s left`;
  return `about ${Math.round(seconds / 60)} min left`;
}

function parts(texts: readonly string[]): string {
  return texts.join(' · ');
}
