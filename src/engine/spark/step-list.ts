import type { Schema, SparkStep } from './spark-manifest';
import { identifier } from './spark-quoting';

/** A table that Spark knows, or is to make where somebody asks for what stands on it. */
interface Entry {
  name: string;
  kind: 'source' | 'view' | 'table';
  schema: Schema;
  /** Of a view or table; empty for a source. */
  sql: string;
  /** Folder of a table, files of a source. */
  paths: string[];
  done: boolean;
  /** Nobody asks for it any more but what was defined meanwhile. */
  dropped: boolean;
}

/**
 * The tables of a Spark engine in the order of their definitions. Nothing is worked out before rows are asked for: then
 * what they stand on goes with them into one manifest, in order, and is written where it is needed once more.
 */
export class StepList {
  private entries: Entry[] = [];

  addSource(name: string, schema: Schema, paths: string[]): void {
    this.entries.push({ name, kind: 'source', schema, sql: '', paths, done: true, dropped: false });
  }

  /** More files of a source. */
  addFiles(name: string, paths: readonly string[]): void {
    this.entries[this.placeOf(name)]!.paths.push(...paths);
  }

  /** @param path folder of a table */
  addSelect(
    kind: 'view' | 'table',
    name: string,
    { sql, schema, path }: { sql: string; schema: Schema; path: string },
  ) {
    this.entries.push({ name, kind, schema, sql, paths: [path], done: false, dropped: false });
  }

  /** Forgets a table once nothing stands on it; returns the paths that nobody needs. */
  drop(name: string): string[] {
    this.entries[this.placeOf(name)]!.dropped = true;
    return this.sweep();
  }

  /** The steps that a query needs, itself the last of them. */
  stepsFor(asked: SparkStep & { sql: string }): SparkStep[] {
    const needed = this.neededBy(this.entries.length, asked.sql);
    return [...[...needed].sort((a, b) => a - b).map((place) => this.step(place, needed, asked.sql)), asked];
  }

  /** Told that the steps were done; returns the paths that nobody needs. */
  finish(steps: readonly SparkStep[]): string[] {
    for (const step of steps) {
      if (step.kind !== 'table') continue;
      for (const entry of this.entries) if (entry.kind === 'table' && entry.paths[0] === step.path) entry.done = true;
    }
    return this.sweep();
  }

  private step(place: number, needed: ReadonlySet<number>, asked: string): SparkStep {
    const entry = this.entries[place]!;
    const { name, schema, sql, paths } = entry;
    if (entry.kind === 'source' || (entry.kind === 'table' && entry.done)) {
      return { kind: 'source', name, files: paths, schema };
    }
    const once = entry.kind === 'table' && entry.dropped && this.readsOf(place, needed, asked) === 1;
    if (entry.kind === 'view' || once) return { kind: 'view', name, sql, schema };
    return { kind: 'table', name, sql, schema, path: paths[0]! };
  }

  /** How often a table is read in this manifest, as far as that can be told: a view may be read any number of times. */
  private readsOf(place: number, needed: ReadonlySet<number>, asked: string): number {
    let reads = this.reads(this.entries.length, asked).filter((read) => read === place).length;
    for (const other of needed) {
      const { kind, done, sql } = this.entries[other]!;
      if (kind === 'table' && done) continue;
      const times = this.reads(other, sql).filter((read) => read === place).length;
      reads += kind === 'view' ? 2 * times : times;
    }
    return reads;
  }

  /** Places of what a text stands on, down to what is there already. */
  private neededBy(place: number, sql: string): Set<number> {
    const needed = new Set<number>();
    const visit = (from: number, text: string): void => {
      for (const read of this.reads(from, text)) {
        if (needed.has(read)) continue;
        needed.add(read);
        const entry = this.entries[read]!;
        if (!entry.done) visit(read, entry.sql);
      }
    };
    visit(place, sql);
    return needed;
  }

  /** The definitions that a text before `place` names, once for each time. */
  private reads(place: number, sql: string): number[] {
    const latest = new Map<string, number>();
    this.entries.slice(0, place).forEach(({ name }, at) => {
      latest.set(name, at);
    });
    return [...latest].flatMap(([name, at]) => Array(sql.split(identifier(name)).length - 1).fill(at) as number[]);
  }

  private placeOf(name: string): number {
    const places = this.entries.flatMap((entry, place) => (entry.name === name && !entry.dropped ? [place] : []));
    return places[places.length - 1]!;
  }

  private sweep(): string[] {
    const live = new Set<number>();
    this.entries.forEach(({ dropped, done, sql }, place) => {
      if (dropped) return;
      live.add(place);
      if (!done) for (const needed of this.neededBy(place, sql)) live.add(needed);
    });
    const unused = this.entries.filter((_, place) => !live.has(place));
    this.entries = this.entries.filter((_, place) => live.has(place));
    return unused.flatMap(({ paths }) => paths);
  }
}
