import { readFileSync, writeFileSync } from 'node:fs';

/** The parts of a notebook file (nbformat 4.5) that the tests look at. */
export interface Notebook {
  cells: Cell[];
}

interface Cell {
  cell_type: string;
  execution_count?: number | null;
  metadata: object;
  outputs?: Output[];
}

export interface Output {
  output_type: string;
  /** By MIME type; a text is stored as its lines. */
  data?: Record<string, string | string[] | object>;
  name?: string;
  text?: string[];
}

export function readNotebook(path: string): Notebook {
  return JSON.parse(readFileSync(path, 'utf8')) as Notebook;
}

/** Outputs of all cells, in the order of the page. */
export function outputsOf({ cells }: Notebook): Output[] {
  return cells.flatMap(({ outputs }) => outputs ?? []);
}

/** Writes a notebook of code cells that have not run yet. */
export function writeNotebook(path: string, sources: string[]): void {
  const cells = sources.map((source, i) => ({
    cell_type: 'code',
    id: `cell-${i + 1}`,
    metadata: {},
    execution_count: null,
    outputs: [],
    source,
  }));
  writeFileSync(path, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
}
