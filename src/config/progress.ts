/** How far a stage is whose steps are not alike: part 3 of 5, the hazard network, epoch 12 of 40. */
export interface StagePlace {
  part: number;
  parts: number;
  name: string;
  epoch?: number | undefined;
  epochs?: number | undefined;
  /** Share of the stage's time that is over, 0 … 1; null where nobody knows. */
  share: number | null;
}

/** Where a stage tells how far it is; the doors decide how, or whether, that is shown. */
export interface Progress {
  /** Begins a named stage; `total` counts its steps where they are known, and the stage before it is finished. */
  stage(name: string, total?: number): void;
  /** So many more steps of the current stage are done. */
  advance(steps: number): void;
  /** Where the current stage is. */
  at(place: StagePlace): void;
  /** One line for the reader of the screen; `logged` says the same to a log that is kept, which else is not told. */
  note(text: string, logged?: string): void;
  /** One line on what is probably wrong, likewise. */
  warn(text: string, logged?: string): void;
  /** The last stage is finished. */
  done(): void;
}

/** Shows nothing. */
export const silentProgress: Progress = {
  stage: () => undefined,
  advance: () => undefined,
  at: () => undefined,
  note: () => undefined,
  warn: () => undefined,
  done: () => undefined,
};
