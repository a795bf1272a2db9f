import type { Dialect } from './dialect';
import type { Columns, Relation } from './relation';
import { freeName, inputsOf } from './relation';

/** One relation as data: what a newcomer asks of a table. */
export interface ManifestEntry {
  name: string;
  kind: Relation['kind'];
  /** What a row is. */
  row: string;
  /** Names of what it reads. */
  inputs: string[];
  columns: Columns;
  /** Its SELECT over tables of those names; null for what is no SELECT. */
  sql: string | null;
}

/** These relations and all they stand on, each once and after what it reads. Nothing is built. */
export function manifest(relations: readonly Relation[], dialect: Dialect): ManifestEntry[] {
  const names = new Map<Relation, string>();
  const entries: ManifestEntry[] = [];
  const visit = (relation: Relation): void => {
    if (names.has(relation)) return;
    const inputs = inputsOf(relation);
    inputs.forEach(visit);
    names.set(relation, freeName(relation.name, new Set(names.values())));
    const { kind, row, columns } = relation;
    const inputNames = inputs.map((input) => names.get(input)!);
    entries.push({ name: names.get(relation)!, kind, row, inputs: inputNames, columns, sql: textOf(relation) });
  };
  const textOf = (relation: Relation): string | null => {
    if (!('select' in relation)) return null;
    const roles = Object.entries(relation.of).map(([role, input]) => [role, names.get(input)!] as const);
    return relation.select(dialect, Object.fromEntries(roles)).trim();
  };
  relations.forEach(visit);
  return entries;
}
