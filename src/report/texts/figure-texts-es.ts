import type { Estimate } from '../../evaluation/metrics-schema';
import type { ScoreDifference } from '../facts/shop-comparison';
import { boundsOfShare, count, fixed, lines, number, percent, pointBounds, points, signed } from './words-es';

/** Texts of the four figures, in Spanish. The English ones have the same shape. */
export const FIGURES_ES = {
  missing: (reason: string) => `No se ha medido: ${reason}.`,
  dates: {
    label: 'Error medio de la fecha',
    figure: (mae: number) => `${fixed(mae)} días`,
    model: (name: string) => `Modelo en uso: ${name}`,
    rule: (name: string, mae: number, dates: ScoreDifference) =>
      `${name}: ${fixed(mae)} días; el modelo, ${signed(dates.difference.value)}${dates.relative === null ? '' : ` (${number.signedPercent(dates.relative, 1)})`}`,
  },
  coverage: {
    label: 'Cobertura del intervalo del 80\u00a0%',
    none: 'el modelo en uso no trae la cobertura de su intervalo',
    difference: (coverage: Estimate) =>
      `${points(coverage.value - 0.8)} respecto al 80\u00a0% (IC 95\u00a0%: ${boundsOfShare(coverage)})`,
    width: (width: number, horizon: number) =>
      `Ancho medio: ${fixed(width, 1)} días, de los ${count(horizon)} en que se juzga`,
    rule: (name: string, interval: { coverage: Estimate; meanWidth: number }) =>
      `${name}: ${percent(interval.coverage.value)}, ${fixed(interval.meanWidth, 1)} días`,
  },
  products: {
    label: (top: number) => `Hit@${top}: acierta al menos uno de ${top}`,
    rate: (name: string, rate: string) => `${name}: ${rate}`,
    difference: (name: string, difference: Estimate) =>
      `Frente a «${name}»: ${points(difference.value)} (${pointBounds(difference)})`,
  },
  rejects: {
    label: 'Líneas rechazadas',
    noLines: 'no se leyó ninguna línea',
    lines: (rejected: number, read: number) => `${count(rejected)} de ${lines(read)}`,
    limit: (limit: number) => `Si pasa del ${number.short(limit * 100)} %, la ejecución falla`,
  },
};

export type FiguresTexts = typeof FIGURES_ES;
