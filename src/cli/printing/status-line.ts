import { painter } from './colour';
import type { StageState } from './stage-text';
import { stageShare, stageText } from './stage-text';
import { terminalText } from './terminal-text';

const WIDTH = 24;
const START_OF_LINE = '\r\u001b[2K';

/** The last line of a terminal, drawn over as a stage goes on: a bar where its length is known, and where it is. */
export class StatusLine {
  private drawn = false;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  draw(state: StageState): void {
    const room = (this.stream.columns ?? 80) - 1;
    const share = stageShare(state);
    const bar = share === null || room < 3 * WIDTH ? '' : `${barOf(share)} `;
    const text = terminalText(stageText(state)).slice(0, room - bar.length);
    this.stream.write(START_OF_LINE + painter(this.stream)('cyan', bar) + text);
    this.drawn = true;
  }

  /** Whatever is written next stands in its place. */
  clear(): void {
    if (this.drawn) this.stream.write(START_OF_LINE);
    this.drawn = false;
  }
}

function barOf(share: number): string {
  const { Format } = require('cli-progress') as typeof import('cli-progress');
  const options = { barsize: WIDTH, barCompleteString: '━'.repeat(WIDTH), barIncompleteString: '┄'.repeat(WIDTH) };
  return Format.BarFormat(Math.min(1, share), { ...options, barGlue: '' });
}
