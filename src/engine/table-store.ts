import { RecompraError } from '../config/errors';
import { daySlices } from './day-slices';
import { Definitions } from './definition';
import type { Calculated, Query, Relation, Selected, Source } from './relation';
import { freeName, inputsOf } from './relation';
import type { TableColumn } from './table-column';
import type { TableMaker } from './table-maker';

interface Built {
  table: string;
  relation: Relation;
}

/**
 * The tables of an engine. Each is built once, after all that it reads, and dropped as soon as nobody needs it: neither
 * who asked for it nor a table that is still to be built. Relations are asked for one after the other.
 */
export class TableStore {
  private readonly definitions: Definitions;
  /** By definition. */
  private readonly built = new Map<string, Built>();
  /** How many need a relation, by definition. */
  private readonly needs = new Map<string, number>();

  constructor(private readonly maker: TableMaker) {
    this.definitions = new Definitions(maker.dialect);
  }

  /** Makes the empty table of a source; an older one of its name goes, with all that stands on it. */
  async open(source: Source): Promise<void> {
    for (const { relation } of [...this.built.values()]) {
      if (relation.kind === 'source' && relation.name === source.name) await this.forget(relation);
    }
    await this.maker.createSource(source);
    this.built.set(this.definitions.of(source), { table: source.name, relation: source });
  }

  /** Puts the rows of a SELECT into an open source, after those that are there; its columns are those of the source. */
  async insert(source: Source, select: string): Promise<void> {
    await this.maker.insert(this.tableOf(source), select);
  }

  /** The same with rows that are at hand; all columns have one length. */
  async append(source: Source, columns: Readonly<Record<string, TableColumn>>): Promise<void> {
    await this.maker.append(this.tableOf(source), columns);
  }

  /** The same with the rows of a Parquet file that has all columns of the source, their places among them. */
  async adopt(source: Source, path: string): Promise<void> {
    await this.maker.adopt(source, path);
  }

  /** Builds what is missing and returns the table's name; it stays until it is released as often as it was kept. */
  async keep(relation: Relation): Promise<string> {
    this.need(relation);
    try {
      await this.build([relation]);
    } catch (cause) {
      await this.letGo(relation);
      throw cause;
    }
    return this.tableOf(relation);
  }

  async release(relation: Relation): Promise<void> {
    await this.letGo(relation);
  }

  /** Works on a SELECT while the tables that it reads are there. */
  async reading<T>(query: Query, work: (sql: string) => Promise<T>): Promise<T> {
    const inputs = inputsOf(query);
    for (const input of inputs) this.need(input);
    try {
      await this.build(inputs);
      return await work(this.textOf(query));
    } finally {
      for (const input of inputs) await this.letGo(input);
    }
  }

  private async build(wanted: readonly Relation[]): Promise<void> {
    const order = this.missing(wanted);
    for (const relation of order) for (const input of inputsOf(relation)) this.need(input);
    let made = 0;
    try {
      for (const relation of order) {
        await this.make(relation);
        made++;
        // A view reads as long as it is there.
        if (relation.kind !== 'view') await this.letGoInputs(relation);
      }
    } catch (cause) {
      for (const relation of order.slice(made)) await this.letGoInputs(relation);
      throw cause;
    }
  }

  /** Relations that are not built, each once, after those that it reads. */
  private missing(wanted: readonly Relation[]): Relation[] {
    const order: Relation[] = [];
    const seen = new Set<string>();
    const visit = (relation: Relation) => {
      const key = this.definitions.of(relation);
      if (seen.has(key) || this.built.has(key)) return;
      seen.add(key);
      inputsOf(relation).forEach(visit);
      order.push(relation);
    };
    wanted.forEach(visit);
    return order;
  }

  private async make(relation: Relation): Promise<void> {
    const table = freeName(relation.name, new Set([...this.built.values()].map((built) => built.table)));
    switch (relation.kind) {
      case 'source':
        throw new RecompraError(
          'unexpected',
          `${relation.name} is read by a table, and was not filled or was replaced`,
        );
      case 'values':
        await this.maker.createTable(table, relation.values);
        break;
      case 'calculated':
        await this.maker.createTable(table, await this.calculate(relation));
        break;
      default:
        await this.select(relation, table);
    }
    this.built.set(this.definitions.of(relation), { table, relation });
  }

  private async calculate(relation: Calculated): Promise<Record<string, TableColumn>> {
    const [figures] = await this.maker.rows(this.textOf(relation));
    return relation.values(figures as Record<string, number>);
  }

  private async select(relation: Selected, table: string): Promise<void> {
    const { maker } = this;
    const { kind, slices, columns } = relation;
    if (slices === null || !maker.inSlices) return maker.createAs(table, kind, this.textOf(relation), columns);
    await maker.createEmpty(table, relation.columns);
    try {
      const all = this.quoted(relation.of[slices.of]!);
      for (const range of await daySlices(maker, all, slices)) {
        const part = `(SELECT * FROM ${all} WHERE ${range})`;
        await maker.insert(table, this.textOf(relation, { [slices.of]: part }));
      }
    } catch (cause) {
      await maker.drop(table, 'table');
      throw cause;
    }
  }

  private textOf({ of, select }: Query, instead: Record<string, string> = {}): string {
    const names = Object.entries(of).map(([role, input]) => [role, instead[role] ?? this.quoted(input)] as const);
    return select(this.maker.dialect, Object.fromEntries(names));
  }

  private quoted(relation: Relation): string {
    const { dialect } = this.maker;
    const table = dialect.identifier(this.tableOf(relation));
    if (relation.kind !== 'source' || relation.numbered === null) return table;
    return dialect.numberedRows(table, dialect.identifier(relation.numbered));
  }

  private tableOf(relation: Relation): string {
    const built = this.built.get(this.definitions.of(relation));
    if (built === undefined) throw new RecompraError('unexpected', `${relation.name} is not built`);
    return built.table;
  }

  private need(relation: Relation): void {
    const key = this.definitions.of(relation);
    this.needs.set(key, (this.needs.get(key) ?? 0) + 1);
  }

  private async letGo(relation: Relation): Promise<void> {
    const key = this.definitions.of(relation);
    const left = (this.needs.get(key) ?? 0) - 1;
    if (left > 0) this.needs.set(key, left);
    else {
      this.needs.delete(key);
      // What was read cannot be made again.
      if (this.built.has(key) && relation.kind !== 'source') await this.drop(relation);
    }
  }

  private async letGoInputs(relation: Relation): Promise<void> {
    for (const input of inputsOf(relation)) await this.letGo(input);
  }

  private async drop(relation: Relation): Promise<void> {
    const key = this.definitions.of(relation);
    const { table } = this.built.get(key)!;
    this.built.delete(key);
    await this.maker.drop(table, relation.kind === 'view' ? 'view' : 'table');
    if (relation.kind === 'view') await this.letGoInputs(relation);
  }

  /** Drops a source and all that stands on it, whoever keeps them. */
  private async forget(source: Relation): Promise<void> {
    const key = this.definitions.of(source);
    const standsOn = (relation: Relation): boolean =>
      this.definitions.of(relation) === key || inputsOf(relation).some(standsOn);
    // What was built later may read what was built before, and nothing the other way round.
    for (const { relation } of [...this.built.values()].reverse()) {
      if (!this.built.has(this.definitions.of(relation)) || !standsOn(relation)) continue;
      this.needs.delete(this.definitions.of(relation));
      await this.drop(relation);
    }
  }
}
