import type { Progress, StagePlace } from '../../config/progress';
import { silentProgress } from '../../config/progress';
import { painter } from './colour';
import type { StageState } from './stage-text';
import { duration, stageText } from './stage-text';
import { StatusLine } from './status-line';
import { terminalText } from './terminal-text';

/** Progress on a screen, which has to be left in order when the run ends in an error. */
export interface TerminalProgress extends Progress {
  /** Warnings that were given and not shown: the caller shows them with the result. */
  readonly unseen: readonly string[];
  /** Takes away what is drawn of a stage that goes on. */
  close(): void;
}

export type ProgressStyle = 'auto' | 'bar' | 'text' | 'none';

/** Screens that a stage is shown on, for whoever has to write to one in between. */
const shown = new Set<ScreenProgress>();

/** A line that is drawn over on a terminal, plain lines elsewhere (`auto`), or what is asked for. */
export function terminalProgress(
  style: ProgressStyle,
  stream: NodeJS.WriteStream,
  clock: () => number = Date.now,
): TerminalProgress {
  if (style === 'none') return new HeldProgress();
  const drawn = style === 'bar' || (style === 'auto' && stream.isTTY);
  return new ScreenProgress(stream, drawn ? new StatusLine(stream) : null, clock);
}

/** Ends all drawing: the process is about to. */
export function leaveScreens(): void {
  for (const progress of shown) progress.close();
}

/** Shows nothing, and holds the warnings for the end. */
class HeldProgress implements TerminalProgress {
  readonly unseen: string[] = [];
  readonly stage = silentProgress.stage;
  readonly advance = silentProgress.advance;
  readonly at = silentProgress.at;
  readonly note = silentProgress.note;
  readonly done = silentProgress.done;

  warn(text: string): void {
    this.unseen.push(text);
  }

  close(): void {
    // Nothing was drawn.
  }
}

/** A shorter stage is told by its line at the end alone. */
const DRAWN_AFTER_MS = 1_000;
/** How often a drawn line is renewed, and how often a plain one is written while a stage goes on. */
const DRAWN_EVERY_MS = 200;
const WRITTEN_EVERY_MS = 10_000;

/** One line a stage with its time at its end, and while it goes on where it is: drawn over, or a line now and then. */
class ScreenProgress implements TerminalProgress {
  readonly unseen: string[] = [];
  private state: Omit<StageState, 'elapsedMs'> | null = null;
  private began = 0;
  private last = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly paint;

  constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly line: StatusLine | null,
    private readonly clock: () => number,
  ) {
    this.paint = painter(stream);
  }

  stage(name: string, total?: number): void {
    this.done();
    this.state = { name, total, steps: 0, place: null };
    this.began = this.clock();
    this.last = this.line === null ? this.began : this.began + DRAWN_AFTER_MS - DRAWN_EVERY_MS;
    this.timer = setInterval(() => this.tell(), DRAWN_EVERY_MS).unref();
    shown.add(this);
  }

  advance(steps: number): void {
    if (this.state !== null) this.state.steps += steps;
    this.tell();
  }

  at(place: StagePlace): void {
    if (this.state !== null) this.state.place = place;
    this.tell();
  }

  note(text: string): void {
    this.write(terminalText(text));
  }

  warn(text: string): void {
    this.write(`${this.paint('yellow', 'warning:')} ${terminalText(text)}`);
  }

  done(): void {
    if (this.state === null) return;
    const { name } = this.state;
    const took = duration(this.clock() - this.began);
    this.close();
    this.write(`${terminalText(name)}: ${this.paint('dim', took)}`);
  }

  close(): void {
    clearInterval(this.timer);
    this.line?.clear();
    this.state = null;
    shown.delete(this);
  }

  private tell(): void {
    if (this.state === null || this.clock() - this.last < (this.line === null ? WRITTEN_EVERY_MS : DRAWN_EVERY_MS))
      return;
    this.last = this.clock();
    const state = { ...this.state, elapsedMs: this.last - this.began };
    if (this.line === null) this.note(stageText(state));
    else this.line.draw(state);
  }

  private write(text: string): void {
    this.line?.clear();
    this.stream.write(`${text}\n`);
  }
}
