import type { DayErrors, PredictionMetrics } from '../../evaluation/metrics-schema';
import { numberFormat } from './format-number';

const { count, fixed, percent } = numberFormat('es');
const customers = (n: number) => `${count(n)} ${n === 1 ? 'cliente' : 'clientes'}`;

type Expected = PredictionMetrics['expected'][number];

/** Texts of whom to expect and what to do, in Spanish. The English ones have the same shape. */
export const EXPECTED_ES = {
  title: 'A quién esperar y qué hacer',
  nobody: 'No hay clientes recurrentes a la fecha de corte, así que no hay nada que planificar.',
  /** Sums of chances are no whole numbers: a decimal where it counts. */
  buyers: ({ buyers }: Expected) => (buyers < 9.95 ? fixed(buyers, 1) : count(Math.round(buyers))),
  within: ({ days }: Expected, day: string) => `compradores esperados en los ${days} días que siguen al ${day}`,
  range: ({ low, high }: Expected) =>
    low === high
      ? `Con un 80\u00a0% de probabilidad al menos, ${count(low)}.`
      : `Con un 80\u00a0% de probabilidad, entre ${count(low)} y ${count(high)}.`,
  checked: (said: number, came: number) =>
    `En la prueba se esperaba que comprara el ${percent(said, 1)} de los clientes, y compró el ${percent(came, 1)}.`,
  beyond: (horizon: number) => `Sin comprobar: solo se han podido juzgar los primeros ${horizon} días.`,
  actions: {
    soon: 'Prepare su oferta con los productos recomendados; empiece por los primeros de contactar.csv.',
    nobodySoon: 'No se espera a casi nadie esta semana.',
    ahead: 'Úselo para planificar las campañas y el personal de la quincena.',
    later: 'Úselo para planificar surtido y pedidos.',
    overdue: (n: number): string =>
      n === 1
        ? 'Escríbale primero: por su costumbre ya debería haber vuelto, y todavía cabe esperarlo.'
        : 'Escríbales primero: por su costumbre ya deberían haber vuelto, y todavía cabe esperarlos.',
    nobodyOverdue: 'Nadie se retrasa más de lo suyo.',
    lost: (n: number): string =>
      n === 1
        ? 'Intente recuperarlo una vez, con poco gasto, y no cuente con él en los planes.'
        : 'Intente recuperarlos una vez, con poco gasto, y no cuente con ellos en los planes.',
    nobodyLost: 'Nadie a quien dar por perdido.',
  },
  overdue: ({ overdue }: PredictionMetrics): string =>
    overdue === 1
      ? 'cliente tarda más de lo habitual en él (vencida)'
      : 'clientes tardan más de lo habitual en ellos (vencida)',
  lost: ({ lost }: PredictionMetrics): string =>
    lost === 1
      ? 'cliente con menos de un 50\u00a0% de probabilidad de volver en un año (perdida)'
      : 'clientes con menos de un 50\u00a0% de probabilidad de volver en un año (perdida)',
  sums: (n: number) =>
    `Con predicción: ${customers(n)}. Los compradores esperados son sumas de probabilidades, no recuentos de fechas, y quien se espera en 7 días cuenta también en los plazos más largos. El margen da por buenas las probabilidades y supone que cada cliente compra por su cuenta: un festivo o una oferta los mueve a todos a la vez. En contactar.csv están los nombres.`,
  trust: ({ within3, within7 }: DayErrors, horizon: number) =>
    `En la prueba, juzgada en ${horizon} días, la fecha falló en 3 días o menos el ${percent(within3, 1)} de las veces, y en 7 o menos el ${percent(within7, 1)}.`,
  untested: 'Cuánto aciertan estas fechas y probabilidades está sin medir.',
};

export type ExpectedTexts = typeof EXPECTED_ES;
