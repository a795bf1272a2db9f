import { randomUUID } from 'node:crypto';
import * as jupyter from 'tslab/dist/jupyter';
import type { StagePlace } from '../../src/config/progress';
import type { FitStep, TrainingStep } from '../../src/training/training-steps';
import { escapeHtml } from './escape-html';

/** Shows where long work of a cell is, in a line that is drawn over. */
export interface LiveProgress {
  /** Takes the steps of a training, and those of single fits. */
  onStep(step: TrainingStep): void;
  onFit(step: Omit<FitStep, 'done'>): void;
  /** Leaves one line that says that the work is done: the same in every run. */
  done(): void;
}

type SendDisplayData = (output: object, update: boolean) => void;

/** No more often than this, in ms: each update is a message that the page draws. */
const EVERY_MS = 200;

/**
 * A line below the cell that says where the work is. Jupyter's stop button (or SIGINT) ends the work itself at its next
 * step: without this it would go on behind the cell that was given up.
 *
 * @param name of the work: "training"
 */
export function liveProgress(name: string): LiveProgress {
  const send = jupyter.lastWriteDisplayData as unknown as SendDisplayData | null;
  const id = randomUUID();
  let last = 0;
  let stopped = false;
  const stop = () => {
    stopped = true;
  };
  process.once('SIGINT', stop);
  const show = (text: string, update: boolean) => {
    const data = { 'text/html': `<code>${escapeHtml(text)}</code>`, 'text/plain': text };
    send?.({ data, metadata: {}, transient: { display_id: id } }, update);
  };
  show(`${name}: begins`, false);
  const tell = (line: () => string) => {
    if (stopped) throw new Error(`${name} was interrupted`);
    if (Date.now() - last < EVERY_MS) return;
    last = Date.now();
    show(line(), true);
  };
  return {
    onStep: ({ model, ...place }) => tell(() => lineOf(name, { ...place, name: model.replace('-', ' ') })),
    onFit: ({ model, epoch, epochs }) =>
      tell(() => `${name} · ${model.replace('-', ' ')}${epoch === undefined ? '' : ` · epoch ${epoch} of ${epochs}`}`),
    done: () => {
      process.removeListener('SIGINT', stop);
      show(`${name}: done`, true);
    },
  };
}

/** "training 3/5 · hazard network · epoch 2 of 12 [████░░░░]" */
function lineOf(name: string, { part, parts, name: what, epoch, epochs, share }: StagePlace): string {
  const passes = epoch === undefined || epochs === undefined ? '' : ` · epoch ${epoch} of ${epochs}`;
  const bar = share === null ? '' : ` [${'█'.repeat(Math.round(20 * share)).padEnd(20, '░')}]`;
  return `${name} ${part}/${parts} · ${what}${passes}${bar}`;
}
