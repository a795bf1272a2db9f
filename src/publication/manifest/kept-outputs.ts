import { z } from 'zod';
import { isOutputName, isOutputOf, placementUnit } from './output-names';
import type { RunManifest, RunOutput } from './run-manifest';

/** Outputs of earlier runs in the same place that `run.json` goes on listing, and of which run they are. */
export interface KeptFrom {
  command: string;
  id?: string | undefined;
  outputs: string[];
}

const keptSchema = z.array(z.object({ command: z.string(), id: z.string().optional(), outputs: z.array(z.string()) }));

/** What becomes of the outputs that `run.json` lists so far. */
export interface EarlierOutputs {
  /** Of other commands: they stay, listed. */
  keep: RunOutput[];
  /** Of this command, which wrote none of that name this time: they would be taken for its answer. */
  stale: RunOutput[];
}

/** Sorts what is listed in a target into what stays beside the outputs of `command` and what must go. */
export function earlierOutputs(
  earlier: RunManifest | null,
  command: string,
  written: readonly RunOutput[],
): EarlierOutputs {
  const replaced = new Set(written.map(({ name }) => placementUnit(name)));
  const others = (earlier?.outputs ?? []).filter(
    ({ name }) => isOutputName(name) && !replaced.has(placementUnit(name)),
  );
  const isOwn = ({ name }: RunOutput) => isOutputOf(command, name);
  return { keep: others.filter((output) => !isOwn(output)), stale: others.filter(isOwn) };
}

/** Names of the outputs that a run wrote itself. */
export function ownOutputs(run: RunManifest): string[] {
  const kept = new Set(keptBefore(run).flatMap(({ outputs }) => outputs));
  return run.outputs.map(({ name }) => name).filter((name) => !kept.has(name));
}

function keptBefore(run: RunManifest): KeptFrom[] {
  return keptSchema.safeParse(run['kept']).data ?? [];
}

/** Says of which runs kept outputs are; those that were kept before are still of the same run. */
export function keptFrom(earlier: RunManifest | null, keep: readonly RunOutput[]): KeptFrom[] {
  if (earlier === null || keep.length === 0) return [];
  const before = keptBefore(earlier);
  const id = earlier['id'];
  const own: KeptFrom = { command: earlier.command, ...(typeof id === 'string' ? { id } : {}), outputs: [] };
  const all = [own, ...before.map((entry) => ({ ...entry, outputs: [...entry.outputs] }))];
  const wanted = keep.map(({ name }) => name);
  const taken = new Set(before.flatMap(({ outputs }) => outputs));
  own.outputs = wanted.filter((name) => !taken.has(name));
  for (const entry of all.slice(1)) entry.outputs = entry.outputs.filter((name) => wanted.includes(name));
  return all.filter(({ outputs }) => outputs.length > 0);
}
