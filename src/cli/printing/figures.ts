/** "1 origin", "3,122 rows". */
export function counted(value: number, one: string): string {
  return `${value.toLocaleString('en')} ${one}${value === 1 ? '' : 's'}`;
}
