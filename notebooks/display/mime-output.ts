import * as jupyter from 'tslab/dist/jupyter';

/** One output in several forms by MIME type: each reader of a notebook shows the richest one that it knows. */
export interface MimeOutput {
  data: Record<string, unknown>;
  /** By MIME type, e.g. the width of an image in CSS pixels. */
  metadata?: Record<string, object>;
}

/** What the channel takes by Jupyter's messaging protocol; tslab's own declaration allows only text. */
type SendDisplayData = (output: Required<MimeOutput> & { transient: object }, update: boolean) => void;

/**
 * Sends an output to the running cell. tslab's public `display` sends one form at a time, and a figure needs its image
 * and its description in one output; so this uses the channel below it, in the version that package.json pins.
 */
export function sendOutput({ data, metadata = {} }: MimeOutput): void {
  const send = jupyter.lastWriteDisplayData as unknown as SendDisplayData | null;
  if (!send) {
    throw new Error('Outputs can be shown only inside a notebook cell on the tslab kernel.');
  }
  send({ data, metadata, transient: {} }, false);
}
