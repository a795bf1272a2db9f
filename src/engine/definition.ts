import { createHash } from 'node:crypto';
import type { Dialect } from './dialect';
import type { Query, Relation } from './relation';

/** Numbers that tell objects apart which have no text of their own: sources and functions. */
const numbers = new WeakMap<object, number>();
let given = 0;

function numberOf(object: object): number {
  const known = numbers.get(object);
  if (known !== undefined) return known;
  given++;
  numbers.set(object, given);
  return given;
}

/**
 * What a relation is, as a short text: two that are made in the same way of the same things have the same one, so that
 * a table is built once whoever asks for it. A source is itself alone.
 */
export class Definitions {
  private readonly known = new WeakMap<Relation, string>();

  constructor(private readonly dialect: Dialect) {}

  of(relation: Relation): string {
    const known = this.known.get(relation);
    if (known !== undefined) return known;
    const definition = createHash('sha256').update(this.text(relation)).digest('hex');
    this.known.set(relation, definition);
    return definition;
  }

  private text(relation: Relation): string {
    const { name, kind } = relation;
    switch (relation.kind) {
      case 'source':
        return JSON.stringify([kind, name, numberOf(relation)]);
      case 'values':
        return JSON.stringify([kind, name, listed(relation.values)]);
      case 'calculated':
        return JSON.stringify([kind, name, this.select(relation), numberOf(relation.values)]);
      default:
        return JSON.stringify([kind, name, this.select(relation), relation.slices]);
    }
  }

  /** Its text with the definitions of what it reads in the places of their names. */
  private select({ of, select }: Query): string {
    const names = Object.entries(of).map(([role, input]) => [role, `<${this.of(input)}>`] as const);
    return select(this.dialect, Object.fromEntries(names));
  }
}

/** Typed arrays as lists: JSON writes them as objects otherwise. */
function listed(columns: Readonly<Record<string, { type: string; values: ArrayLike<unknown> }>>) {
  return Object.entries(columns).map(([name, { type, values }]) => [name, type, Array.from(values).map(String)]);
}
