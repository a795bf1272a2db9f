/** "1 origin", "3,122 rows". */
export function counted(value: number, one: string): string {
  return `${value.toLocaleString('en')} ${one}${value === 1 ? '' : 's'}`;
}

/** "−0.14", "+1.0" */
export function signed(value: number, digits: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
}

/** "81.1 %" of .811 */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
