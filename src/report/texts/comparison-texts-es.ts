import type { ComparedFigure, ComparisonWarning, PairedWeeks } from '../facts/run-comparison';
import type { Status } from '../facts/shop-comparison';
import { count, day, many, signed } from './words-es';

/** Texts of runs side by side, in Spanish. The English ones have the same shape. */
export const COMPARISON_ES = {
  documentTitle: 'recompra · Ejecuciones comparadas',
  title: '¿Es mejor que la vez anterior?',
  lead: 'Las cifras de varias ejecuciones, una al lado de otra, cada una frente a la anterior. Todo sale de sus metrics.json.',
  runs: 'Ejecuciones',
  headline: {
    good: 'La ejecución más reciente acierta más que la anterior',
    even: 'La ejecución más reciente no se distingue de la anterior',
    bad: 'La ejecución más reciente acierta menos que la anterior',
    unknown: 'Estas ejecuciones no se pueden comparar por lo que aciertan',
  } satisfies Record<Status, string>,
  because: {
    good: 'Alguna cifra de calidad mejora con intervalos del 95\u00a0% que no se tocan, y ninguna empeora así.',
    even: 'Ninguna cifra de calidad mejora o empeora de forma demostrada (intervalos del 95\u00a0% que no se tocan), o unas mejoran y otras empeoran: la diferencia puede ser azar.',
    bad: 'Alguna cifra de calidad empeora con intervalos del 95\u00a0% que no se tocan, y ninguna mejora así.',
    unknown: 'Abajo se dice qué lo impide; las cifras están igualmente.',
  } satisfies Record<Status, string>,
  against: (older: string, newer: string) => `${newer}, frente a ${older}`,
  run: (id: string, asOf: string) => `${day(asOf)} · ${id}`,
  warnings: {
    'not-judged': 'Alguna de las dos no pudo medir sus aciertos.',
    'other-horizon': 'Se juzgan en horizontes distintos: un error en 14 días no es el de 28.',
    'other-rule': 'La regla de recurrencia es otra: no son los mismos clientes.',
    'other-reading': 'Los archivos se leen con otros ajustes.',
    'other-top': 'Se recomienda otro número de productos: Hit no es comparable.',
    'other-data': 'Los archivos no son los mismos: también cambian los clientes y las semanas en que se juzga.',
    'other-weeks': 'Las semanas de prueba no son las mismas: unas son más fáciles que otras.',
  } satisfies Record<ComparisonWarning, string>,
  paired: ({ weeks, better, difference, crps }: PairedWeeks) =>
    `En ${many(weeks, 'semana de prueba que es la misma', 'semanas de prueba que son las mismas')}, con los mismos casos, el error medio cambia ${signed(difference)} días y el CRPS ${signed(crps)}; acierta más en ${count(better)}.`,
  notPaired: 'No se comparan caso a caso: cada cifra es de los clientes y semanas de su ejecución.',
  figures: {
    mae: 'Error medio de la fecha (días)',
    crps: 'CRPS del pronóstico (días)',
    coverage: 'Cobertura del intervalo del 80\u00a0%',
    width: 'Ancho medio del intervalo (días)',
    hit: 'Acierto de los productos (Hit)',
    buyers7: 'Compradores esperados en 7 días',
    buyers28: 'Compradores esperados en 28 días',
    customers: 'Clientes con predicción',
    overdue: 'Atrasados (vencida)',
    lost: 'Perdidos (perdida)',
    rejects: 'Líneas rechazadas',
  } satisfies Record<ComparedFigure, string>,
  figure: 'Cifra',
  change: 'Cambio',
  outcome: 'Frente a la anterior',
  outcomes: { good: 'mejor', even: 'sin diferencia demostrada', bad: 'peor', unknown: '—' } satisfies Record<
    Status,
    string
  >,
  tableTitle: 'Cifra a cifra',
  howToRead:
    'de la más antigua a la más reciente; entre paréntesis, el intervalo del 95\u00a0% (de los compradores, el del 80\u00a0% de su número). El cambio y el resultado son de la última frente a la anterior.',
};

export type ComparisonTexts = typeof COMPARISON_ES;
