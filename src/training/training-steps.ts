/** Where the fit of the candidates is: which model is being fitted, and how many passes over its rows are done. */
export interface FitStep {
  /** `baselines`, or the name of a network. */
  model: string;
  /** Passes that are done, of all members together, and of how many at the most; none for what has no passes. */
  epoch?: number;
  epochs?: number;
  /** Share of the work of this fit that is over, 0 … 1. */
  done: number;
}

/** Told of each pass of a network over its rows, and of how many there may be. */
export type TellPasses = (passes: { epoch: number; epochs: number }) => void;

/** Where the whole training is. */
export interface TrainingStep extends Omit<FitStep, 'done'> {
  /** From 1, the first that is not over: fitted to choose, fitted to judge, judged, fitted to keep, products. */
  part: number;
  parts: number;
  /** Share of the work that is over, 0 … 1, as runs of all sizes have it. */
  share: number;
}

export type TrainingPart = 'choice' | 'test' | 'judging' | 'use' | 'products';

/** Share of the work in each part. */
const PARTS: Readonly<Record<TrainingPart, number>> = {
  choice: 0.2,
  test: 0.18,
  judging: 0.07,
  use: 0.13,
  products: 0.42,
};
/** What a part is about before it has said anything. */
const FIRST_MODELS: Readonly<Record<TrainingPart, string>> = {
  choice: 'baselines',
  test: 'baselines',
  judging: 'judging',
  use: 'baselines',
  products: 'products',
};
const NAMES = Object.keys(PARTS) as TrainingPart[];

/** Puts together what tasks tell that end in any order: part and share only ever go forward. */
export class TrainingProgress {
  private readonly done = new Map<TrainingPart, number>();
  private readonly said = new Map<TrainingPart, Omit<FitStep, 'done'>>();

  constructor(private readonly onStep: ((step: TrainingStep) => void) | undefined) {}

  tell(part: TrainingPart, { done, ...step }: FitStep): void {
    this.done.set(part, Math.max(this.doneOf(part), Math.min(1, done)));
    this.said.set(part, step);
    const first = NAMES.findIndex((name) => this.doneOf(name) < 1);
    const current = first === -1 ? NAMES.length - 1 : first;
    const name = NAMES[current]!;
    // Parts go on side by side: what another one says is not about the one that is named.
    const said = this.said.get(name) ?? { model: FIRST_MODELS[name] };
    const share = NAMES.reduce((sum, each) => sum + PARTS[each] * this.doneOf(each), 0);
    this.onStep?.({ ...said, part: current + 1, parts: NAMES.length, share });
  }

  private doneOf(part: TrainingPart): number {
    return this.done.get(part) ?? 0;
  }
}

/** Share of a fit's work in each of its models. */
const MODELS: Readonly<Record<string, number>> = { baselines: 0.3, 'hazard-network': 0.55, 'dense-network': 0.15 };

/** The same within one fit, of the models that are wanted. */
export class FitProgress {
  private readonly done = new Map<string, number>();

  constructor(
    private readonly models: readonly string[],
    private readonly onStep: ((step: FitStep) => void) | undefined,
  ) {}

  /** So much of a model's fit is over, 0 … 1. */
  tell(model: string, done: number, passes: Pick<FitStep, 'epoch' | 'epochs'> = {}): void {
    this.done.set(model, Math.max(done, this.done.get(model) ?? 0));
    const all = this.models.reduce((sum, name) => sum + MODELS[name]!, 0);
    const over = this.models.reduce((sum, name) => sum + MODELS[name]! * (this.done.get(name) ?? 0), 0);
    this.onStep?.({ model, ...passes, done: over / all });
  }
}
