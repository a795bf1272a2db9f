import type { SingleBar } from 'cli-progress';
import type { Progress } from '../../config/progress';
import { silentProgress } from '../../config/progress';
import { terminalText } from './terminal-text';

/** Progress on a screen, which has to be left in order when the run ends in an error. */
export interface TerminalProgress extends Progress {
  /** Warnings that were given and not shown: the caller shows them with the result. */
  readonly unseen: readonly string[];
  /** Ends a bar that is still drawn. */
  close(): void;
}

export type ProgressStyle = 'auto' | 'bar' | 'text' | 'none';

/** A plain line no more often than this, in ms. */
const LINE_INTERVAL_MS = 5_000;

/** Bars on a terminal, plain lines elsewhere (`auto`), or what is asked for. */
export function terminalProgress(style: ProgressStyle, stream: NodeJS.WriteStream): TerminalProgress {
  if (style === 'none') return new HeldProgress();
  const bars = style === 'bar' || (style === 'auto' && stream.isTTY);
  return bars ? new BarProgress(stream) : new LineProgress(stream, Date.now);
}

/** Shows nothing, and holds the warnings for the end. */
class HeldProgress implements TerminalProgress {
  readonly unseen: string[] = [];
  readonly stage = silentProgress.stage;
  readonly advance = silentProgress.advance;
  readonly note = silentProgress.note;
  readonly done = silentProgress.done;

  warn(text: string): void {
    this.unseen.push(text);
  }

  close(): void {
    // Nothing was drawn.
  }
}

/** One line at the start of a stage, one every few seconds in it, one at its end. */
class LineProgress implements TerminalProgress {
  readonly unseen: string[] = [];
  private name = '';
  private total: number | undefined;
  private steps = 0;
  private began = 0;
  private shown = 0;

  constructor(
    private readonly stream: NodeJS.WritableStream,
    private readonly clock: () => number,
  ) {}

  stage(name: string, total?: number): void {
    this.done();
    Object.assign(this, { name, total, steps: 0, began: this.clock(), shown: this.clock() });
    this.note(`${name}${total === undefined ? '' : ` (${total})`} …`);
  }

  advance(steps: number): void {
    this.steps += steps;
    if (this.clock() - this.shown < LINE_INTERVAL_MS) return;
    this.shown = this.clock();
    this.note(`${this.name}: ${this.steps}${this.total === undefined ? '' : ` of ${this.total}`}`);
  }

  note(text: string): void {
    this.stream.write(`${terminalText(text)}\n`);
  }

  warn(text: string): void {
    this.note(`warning: ${text}`);
  }

  done(): void {
    if (this.name === '') return;
    this.note(`${this.name}: done in ${((this.clock() - this.began) / 1000).toFixed(1)} s`);
    this.name = '';
  }

  close(): void {
    this.name = '';
  }
}

/** A bar for stages of known length; lines for the others. */
class BarProgress implements TerminalProgress {
  readonly unseen: string[] = [];
  private bar: SingleBar | null = null;
  private readonly lines: LineProgress;

  constructor(private readonly stream: NodeJS.WritableStream) {
    this.lines = new LineProgress(stream, Date.now);
  }

  stage(name: string, total?: number): void {
    this.done();
    if (total === undefined) {
      this.lines.stage(name);
      return;
    }
    const { SingleBar } = require('cli-progress') as typeof import('cli-progress');
    this.bar = new SingleBar({
      stream: this.stream,
      format: '{name} [{bar}] {percentage}% {value}/{total} {eta_formatted}',
      hideCursor: true,
    });
    this.bar.start(total, 0, { name });
  }

  advance(steps: number): void {
    if (this.bar === null) this.lines.advance(steps);
    else this.bar.increment(steps);
  }

  note(text: string): void {
    // A line written over a bar would be drawn over: the bar ends, and goes on below it.
    this.lines.note(this.bar === null ? text : `\n${text}`);
  }

  warn(text: string): void {
    this.note(`warning: ${text}`);
  }

  done(): void {
    if (this.bar === null) this.lines.done();
    this.close();
  }

  close(): void {
    this.bar?.stop();
    this.bar = null;
    this.lines.close();
  }
}
