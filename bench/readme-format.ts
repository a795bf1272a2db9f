/** An estimate with its 95 % interval. */
export interface Bounded {
  value: number;
  low: number;
  high: number;
}

/** Two date models compared on the same rows. */
export interface DatePair {
  model: string;
  against: string;
  metric: string;
  difference: Bounded;
  ratio: Bounded | null;
}

export function bounded({ value, low, high }: Bounded): string {
  return `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}

export function row(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}

export function bold(name: string, chosen: boolean): string {
  return chosen ? `**${name}** (chosen)` : name;
}

export function fixed(value: number | null, digits = 2): string {
  return value === null ? '–' : value.toFixed(digits).replace('-', '−');
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

export function count(value: number): string {
  return value.toLocaleString('en');
}
