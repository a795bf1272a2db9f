import type { Estimate } from '../../evaluation/metrics-schema';
import { CALENDAR_EN, formatDay } from './calendar-texts';
import { numberFormat } from './format-number';

export const number = numberFormat('en');
export const { count, fixed, percent, signed } = number;
export const many = (n: number, one: string, other: string) => `${count(n)} ${n === 1 ? one : other}`;
export const lines = (n: number) => many(n, 'line', 'lines');
export const days = (n: number) => many(n, 'day', 'days');
export const dayOrLater = (n: number, later: boolean) => `${days(n)}${later ? ' or later' : ''}`;
export const customers = (n: number) => many(n, 'customer', 'customers');
export const cases = (n: number) => many(n, 'case', 'cases');
export const points = (share: number) => `${signed(share * 100)} points`;
export const bounds = ({ low, high }: Estimate) => `${fixed(low)} to ${fixed(high)}`;
export const boundsOfShare = ({ low, high }: Estimate) => `${percent(low)} to ${percent(high)}`;
export const signedBounds = ({ low, high }: Estimate) => `95% CI: ${signed(low)} to ${signed(high)}`;
export const pointBounds = ({ low, high }: Estimate) => `95% CI: ${signed(low * 100)} to ${signed(high * 100)}`;
export const day = (iso: string) => formatDay(iso, CALENDAR_EN);
