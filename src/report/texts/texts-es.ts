import type { DateModelName, ProductMethodName } from '../../config/model-names';
import type { FunnelStep } from '../../config/recurrence-steps';
import type { Estimate, MissingReason, ProductChoice } from '../../evaluation/metrics-schema';
import type { Status } from '../facts/shop-comparison';
import { CALENDAR_ES } from './calendar-texts';
import { CARD_ES } from './card-texts-es';
import { CHOICE_ES } from './choice-texts-es';
import { DATA_ES } from './data-texts-es';
import { DATES_ES } from './dates-texts-es';
import { EXPECTED_ES } from './expected-texts-es';
import { FIGURES_ES } from './figure-texts-es';
import { FORECAST_ES } from './forecast-texts-es';
import type { Language } from './format-number';
import { PRODUCTS_ES } from './products-texts-es';
import { VERDICT_ES } from './verdict-texts-es';
import { bounds, boundsOfShare, count, day, number, points } from './words-es';

const calendar = CALENDAR_ES;
/** How Plotly writes dates and numbers in Spanish; English is built in. */
export const ES_PLOT_LOCALE = {
  ...calendar,
  decimal: ',',
  thousands: '.',
  date: '%d/%m/%Y',
  year: '%Y',
  month: '%b %Y',
  dayMonth: '%-d %b',
  dayMonthYear: '%-d %b %Y',
};

/** All texts of the report in Spanish. The English dictionary has the same shape. */
export const ES = {
  language: 'es' as Language,
  number,
  calendar,
  missing: {
    'history-too-short': (days: number | null) =>
      `la historia de ${days === null ? 'pocos' : count(days)} días es demasiado corta para separar entrenamiento, validación y prueba`,
    'nobody-recurrent-on-validation': () => 'ningún cliente es recurrente en las fechas de validación',
    'nobody-recurrent-on-test': () => 'ningún cliente es recurrente en las fechas de prueba',
    'nobody-bought-again': () => 'ningún cliente de las fechas de prueba volvió a comprar',
  } satisfies Record<MissingReason, (days: number | null) => string>,
  funnelSteps: {
    customers: () => 'clientes',
    'purchase-above': (limit: number | null) => `alguna compra de más de ${limit}`,
    'every-purchase-above': (limit: number | null) => `todas las compras de más de ${limit}`,
    'two-such-days': () => 'dos o más días con una de ellas',
    'mean-gap-below': (limit: number | null) => `a menos de ${limit} días de media`,
    'some-month-with-two': () => 'más de una en algún mes',
    'every-month-with-two': () => 'más de una cada mes',
  } satisfies Record<FunnelStep, (limit: number | null) => string>,
  chosenBy: {
    'shrunken-merit': (top: number) =>
      `mayor ganancia esperada en Hit@${top}, recall@10 y nDCG@10, por la validación y lo habitual`,
    safest: () => 'la opción más segura: no hay con qué elegir',
  } satisfies Record<ProductChoice, (top: number) => string>,
  day,
  documentTitle: (asOf: string) => `recompra · Informe a ${day(asOf)}`,
  appendix: 'Anexo: las tablas',
  noScript: 'Los gráficos necesitan JavaScript. Las cifras están en las tablas.',
  footer: 'Generado por recompra a partir de metrics.json. Todo está en este archivo: no necesita conexión.',
  range: (first: string, last: string) => `${day(first)} – ${day(last)}`,
  interval: (estimate: Estimate) => `IC 95\u00a0%: ${bounds(estimate)} días`,
  intervalOfShare: (estimate: Estimate) => `IC 95\u00a0%: ${boundsOfShare(estimate)}`,
  bounds,
  boundsOfShare,
  points,
  chosen: 'elegido',
  noTestRows: 'no hay casos de prueba con los que medir',
  sections: {
    summary: 'Resumen',
    data: 'Datos',
    'next-purchase': 'Próxima compra',
    'top-products': 'Top productos',
    card: 'Ficha',
  },
  header: {
    title: 'Cuándo vuelve cada cliente y qué comprará',
    lead: 'Informe de una ejecución: qué se leyó, cuánto aciertan las fechas y los productos, y qué hacer con ellos.',
    asOf: 'Fecha de corte',
    range: 'Datos',
    run: 'Ejecución',
    seed: 'Semilla',
    customers: 'Los clientes uno a uno: lista, calendario e historia →',
    sections: 'Secciones',
    languages: 'Idioma',
  },
  status: {
    good: { sign: '✓', word: 'Bien' },
    even: { sign: '≈', word: 'Con reserva' },
    bad: { sign: '✗', word: 'Mal' },
    unknown: { sign: '?', word: 'Sin medir' },
  } satisfies Record<Status, { sign: string; word: string }>,
  models: {
    'global-median': 'Mediana global',
    'last-gap': 'Último intervalo',
    'mean-gap': 'Intervalo medio propio',
    'global-hazard': 'Riesgo global',
    'bg-nbd': 'BG/NBD',
    'beta-geometric': 'Beta-geométrico',
    'hazard-table': 'Tabla de riesgo',
    'calendar-forest': 'Bosque de calendario',
    'gradient-boosting': 'Árboles potenciados',
    'dense-network': 'Red densa',
    'hazard-network': 'Red de riesgo diario',
  } satisfies Record<DateModelName, string>,
  methods: {
    'G-TopFreq': 'Más vendidos de la tienda',
    'P-TopFreq': 'Más comprados por el cliente',
    'GP-TopFreq': 'Del cliente, completado con la tienda',
    'decayed-days': 'Frecuencia que decae con los días',
    'decayed-baskets': 'Frecuencia que decae con las compras',
    'item-periodicity': 'Periodicidad de cada producto',
    'UP-CF@r': 'UP-CF@r (clientes parecidos)',
    'TIFU-KNN': 'TIFU-KNN (vecinos)',
    'TIFU-KNN-time': 'TIFU-KNN por calendario',
    'dense-ranker': 'Red densa que ordena',
  } satisfies Record<ProductMethodName, string>,
  kinds: { baseline: 'referencia', learned: 'otro modelo aprendido', network: 'red neuronal' },
  reasons: {
    comillas_sin_cerrar: 'comillas sin cerrar',
    campos_de_mas: 'más campos que la cabecera',
    campos_de_menos: 'menos campos que la cabecera',
    codificacion: 'codificación equivocada',
    byte_nulo: 'un byte nulo',
    linea_demasiado_larga: 'línea demasiado larga',
    fecha_vacia: 'sin fecha',
    fecha_invalida: 'fecha imposible o escrita de otro modo',
    fecha_ambigua: 'fecha que dos formatos leen distinto',
    fecha_absurda: 'fecha fuera de 1970–2099',
    fecha_futura: 'fecha posterior al día de la ejecución',
    fecha_aislada: 'día muy anterior a todos los demás (¿un relleno?)',
    usuario_vacio: 'sin cliente',
    producto_vacio: 'sin producto',
    ticket_vacio: 'sin ticket',
    cantidad_vacia: 'sin cantidad',
    cantidad_no_entera: 'cantidad que no es un entero',
    cantidad_no_positiva: 'cantidad cero o negativa (¿devolución?)',
    devolucion: 'devolución (cantidad negativa)',
    cantidad_absurda: 'cantidad absurda',
    precio_vacio: 'sin precio',
    precio_invalido: 'precio que no es un número',
    precio_negativo: 'precio negativo',
    precio_absurdo: 'precio absurdo',
  } as Record<string, string>,
  rule: {
    units: 'unidades',
    distinct: 'prod. distintos',
    lines: 'líneas',
    'line-units': 'unid. por línea',
    qualify: 'alguna',
    every: 'todas',
    'mean-gap': '< 30 días',
    'any-month': 'algún mes',
    'every-month': 'cada mes',
  } as Record<string, string>,
  chart: { howToRead: 'Cómo leerlo:', figures: 'Ver las cifras', series: 'Líneas que se muestran' },
  verdict: VERDICT_ES,
  figures: FIGURES_ES,
  data: DATA_ES,
  forecast: FORECAST_ES,
  choice: CHOICE_ES,
  expected: EXPECTED_ES,
  dates: DATES_ES,
  products: PRODUCTS_ES,
  card: CARD_ES,
};

/** The shape every language's dictionary has. */
export type Texts = typeof ES;
