/** Where the fit of the candidates is: which model is being fitted, and how many passes over its rows are done. */
export interface FitStep {
  /** `baselines`, or the name of a network. */
  model: string;
  /** Passes that are done, and of how many at the most; none for what has no passes. */
  epoch?: number;
  epochs?: number;
}

/** Where the whole training is. */
export interface TrainingStep extends FitStep {
  /** From 1: fitted to choose, fitted to judge, judged, fitted to keep, products. */
  part: number;
  parts: number;
  /** Share of the time that is over, 0 … 1, as runs of all sizes have it; null while only the products are waited for. */
  share: number | null;
}

/** Share of the time at which each part ends. */
const PART_ENDS = [0.36, 0.7, 0.78, 0.93, 1];

/** What a fit has behind it when it begins with each model. */
const MODEL_STARTS: Record<string, number> = { baselines: 0, 'hazard-network': 0.3, 'dense-network': 0.85 };

/** Tells the steps of one part of the training in terms of the whole; nothing where nobody asks. */
export function stepsOfPart(
  part: number,
  onStep: ((step: TrainingStep) => void) | undefined,
): ((step: FitStep) => void) | undefined {
  if (onStep === undefined) return undefined;
  const from = PART_ENDS[part - 2] ?? 0;
  const length = PART_ENDS[part - 1]! - from;
  return (step) => {
    const share = part === PART_ENDS.length ? null : from + length * shareOfPart(step);
    onStep({ ...step, part, parts: PART_ENDS.length, share });
  };
}

function shareOfPart({ model, epoch = 0, epochs = 1 }: FitStep): number {
  const from = MODEL_STARTS[model] ?? 0;
  const to = Math.min(1, ...Object.values(MODEL_STARTS).filter((start) => start > from));
  return from + (to - from) * (epoch / epochs);
}
