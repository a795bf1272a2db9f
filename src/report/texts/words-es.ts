import type { Estimate } from '../../evaluation/metrics-schema';
import { CALENDAR_ES, formatDay } from './calendar-texts';
import { numberFormat } from './format-number';

export const number = numberFormat('es');
export const { count, fixed, percent, signed } = number;
export const many = (n: number, one: string, other: string) => `${count(n)} ${n === 1 ? one : other}`;
export const lines = (n: number) => many(n, 'línea', 'líneas');
export const days = (n: number) => many(n, 'día', 'días');
export const dayOrLater = (n: number, later: boolean) => `${days(n)}${later ? ' o más' : ''}`;
export const customers = (n: number) => many(n, 'cliente', 'clientes');
export const cases = (n: number) => many(n, 'caso', 'casos');
export const points = (share: number) => `${signed(share * 100)} puntos`;
export const bounds = ({ low, high }: Estimate) => `${fixed(low)} a ${fixed(high)}`;
export const boundsOfShare = ({ low, high }: Estimate) => `${percent(low)} a ${percent(high)}`;
export const signedBounds = ({ low, high }: Estimate) => `IC 95\u00a0%: ${signed(low)} a ${signed(high)}`;
export const pointBounds = ({ low, high }: Estimate) => `IC 95\u00a0%: ${signed(low * 100)} a ${signed(high * 100)}`;
export const day = (iso: string) => formatDay(iso, CALENDAR_ES);
