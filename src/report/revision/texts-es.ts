import type { RevisionNote, VerdictTest } from '../../evaluation/revision-schema';
import { numberFormat } from '../texts/format-number';

const { count, fixed, percent } = numberFormat('es');
const many = (n: number, one: string, other: string) => `${count(n)} ${n === 1 ? one : other}`;
const days = (n: number) => many(n, 'día', 'días');
const customers = (n: number) => many(n, 'cliente', 'clientes');
const predictions = (n: number) => many(n, 'predicción', 'predicciones');

type Outcome = VerdictTest['outcome'] | 'no-verdict';

/** Texts of `reports/revision.html` in Spanish. The English dictionary has the same shape. */
export const REVISION_ES = {
  documentTitle: (until: string) => `recompra · Revisión a ${until}`,
  footer: 'Generado por recompra a partir de revision.json. Todo está en este archivo: no necesita conexión.',
  sections: {
    summary: 'Resumen',
    dates: 'Fechas',
    buyers: 'Compradores',
    products: 'Productos',
    segments: 'Segmentos',
    card: 'Ficha',
  },
  header: {
    title: 'Qué fue de las predicciones',
    lead: 'Lo que se predijo, lo que se prometió y lo que los clientes hicieron después, hasta donde llegan las líneas.',
    origins: 'Predicho el',
    until: 'Conocido hasta',
    rows: 'Predicciones',
    run: 'Revisión',
  },
  outcomes: {
    'as-promised': { sign: '✓', word: 'Cumplido' },
    better: { sign: '▲', word: 'Mejor' },
    worse: { sign: '✗', word: 'Peor' },
    'not-yet': { sign: '…', word: 'Abierto' },
    'too-few': { sign: '?', word: 'Pocos' },
    'no-verdict': { sign: '?', word: 'Sin juicio' },
  } satisfies Record<Outcome, { sign: string; word: string }>,
  headline: {
    'as-promised': 'Las predicciones cumplen lo prometido',
    better: 'Las predicciones son mejores de lo prometido',
    worse: 'Las predicciones no cumplen lo prometido',
    'no-verdict': 'Todavía no se puede juzgar si las predicciones cumplen lo prometido',
  },
  came: (came: number, rows: number, window: number) =>
    `Compraron en ${days(window)} ${count(came)} de ${predictions(rows)}.`,
  notCome: (n: number, window: number) => `Pasaron los ${days(window)} sin compra: ${count(n)}.`,
  stillOpen: (n: number) => `Siguen abiertas: ${count(n)}.`,
  rate: (rate: number, tests: number, tolerance: number) =>
    `Se dice «mejor» o «peor» solo si la diferencia no se explica por azar: tasa de error del ${percent(rate, 0)} para las ${count(tests)} cifras juntas (Holm). Al número de compradores se le permite además un ${percent(tolerance, 0)}: el tiempo y las fiestas mueven a todos a la vez.`,
  tests: {
    mae: (at: number) => `Error medio, hasta ${days(at)}`,
    coverage: (at: number) => `Parte dentro del intervalo del 80\u00a0%, hasta ${days(at)}`,
    brier: (at: number) => `Brier, compra en ${days(at)}`,
    buyers: (at: number) => `Parte que compra en ${days(at)}`,
    hit: (at: number) => `Hit@${at}`,
  },
  table: {
    title: 'Lo prometido y lo cumplido',
    howToRead:
      'cada cifra se juzga solo en las predicciones vistas tantos días como dice la promesa, con su intervalo del 95\u00a0% por cliente.',
    columns: ['Cifra', 'Prometido', 'Fue', 'IC 95\u00a0%, de', 'a', 'n', 'Juicio'],
  },
  cards: {
    dates: 'Error medio de la fecha',
    datesFigure: (mae: number) => `${fixed(mae)} días`,
    within: (share: number) => `A ±3 días o menos: ${percent(share, 1)}`,
    restricted: (from: number, to: number) =>
      from === to
        ? `Los días se cuentan hasta ${count(to)}.`
        : `Los días se cuentan hasta ${count(from)}–${count(to)}.`,
    interval: 'Dentro del intervalo del 80\u00a0%',
    width: (width: number) => `Ancho medio: ${fixed(width, 1)} días`,
    open: (n: number) => `Aún sin compra y sin terminar: ${count(n)}`,
    buyers: (at: number) => `Compradores en ${days(at)}`,
    expected: (value: number) => `Se esperaban ${count(Math.round(value))}`,
    range: (low: number, high: number) => `Margen del 80\u00a0%: ${count(low)} a ${count(high)}`,
    products: (top: number) => `Hit@${top}`,
    cases: (n: number) => `En ${many(n, 'compra', 'compras')} dentro de la ventana`,
    none: 'Aún no hay nada con que juzgarlo.',
    ci: (low: string, high: string) => `IC 95\u00a0%: ${low} a ${high}`,
  },
  notes: {
    'still-open': (n: number, _source: string) =>
      `${predictions(n)} sin compra todavía: las líneas acaban antes que la ventana.`,
    'nothing-yet': (_n: number, source: string) =>
      `${source}: se hizo el último día de las líneas o después; no entra.`,
    'closed-days': (n: number, source: string) =>
      `${source}: las líneas empiezan ${days(n)} después; son días en que la tienda cierra.`,
    'days-without-lines': (n: number, _source: string) =>
      `${days(n)} sin ninguna línea después de la predicción: cuentan como días sin compras.`,
    'no-promises': (_n: number, source: string) =>
      `${source}: sin metrics.json; no prometió nada más que sus probabilidades.`,
    'rule-assumed': (_n: number, source: string) =>
      `${source}: no dice con qué regla se hizo; vale la de esta revisión.`,
    'different-recurrence': (n: number, _source: string) =>
      `Las predicciones vienen de ${count(n)} reglas de recurrencia: son clientes escogidos de otra manera.`,
  } satisfies Record<RevisionNote['code'], (n: number, source: string) => string>,
  dates: {
    title: 'Errores e intervalo',
    columns: ['Cifra', 'Fue', 'IC 95\u00a0%, de', 'a', 'n', 'Clientes'],
    mae: 'Error absoluto medio (días)',
    within: (k: number) => `A ±${k} días o menos`,
    coverage: 'Dentro del intervalo del 80\u00a0%',
    howToRead: (window: number) =>
      `la fecha y la compra se comparan hasta ${days(window)}, o hasta donde llegan las líneas. Un intervalo que llega a ese límite contiene a quien aún no ha comprado.`,
    intervals: (inside: number, outside: number, open: number, without: number) =>
      `Dentro: ${count(inside)}. Fuera: ${count(outside)}. Abiertos: ${count(open)}. Sin intervalo: ${count(without)}.`,
  },
  buyers: {
    name: 'Compradores esperados y reales',
    none: 'Las líneas no llegan a 7 días después de ninguna predicción.',
    title: (at: number, actual: number, expected: number) =>
      `En ${days(at)} compraron ${count(actual)}; se esperaban ${count(Math.round(expected))}`,
    howToRead:
      'la barra es el margen del 80\u00a0% de lo esperado (la suma de las probabilidades, si los clientes son independientes); el punto, los que compraron.',
    n: (rows: number) => `n = ${predictions(rows)}.`,
    sentence: (at: number, actual: number, expected: number) =>
      `En ${days(at)}, ${count(actual)} compradores frente a ${fixed(expected, 1)} esperados.`,
    columns: ['Días', 'Esperados', 'Margen 80\u00a0%, de', 'a', 'Compraron', 'Compraron ÷ esperados', 'Brier', 'n'],
    expected: 'esperados, con margen del 80\u00a0%',
    actual: 'compraron',
    axis: 'Compradores',
    within: (at: number) => `en ${days(at)}`,
    noChances: 'Las predicciones no dicen probabilidades.',
  },
  products: {
    title: (top: number, hit: number, cases: number) =>
      `Con ${count(top)} productos se acertó al menos uno en el ${percent(hit, 1)} de ${many(cases, 'compra', 'compras')}`,
    columns: ['k', 'Hit@k', 'recall@k', 'nDCG@k'],
    howToRead: 'la verdad son los productos de la primera compra después de la predicción, dentro de la ventana.',
    none: 'Aún no ha llegado ninguna compra con la que comparar los productos.',
    name: 'Productos recomendados y comprados',
  },
  segments: {
    title: {
      purchases: 'Por compras hasta la predicción',
      'elapsed-gaps': 'Por tiempo sin comprar, en intervalos habituales',
      state: 'Por estado',
    },
    columns: [
      'Grupo',
      'n',
      'Error medio',
      '±',
      'Dentro del 80\u00a0%',
      '±',
      'Ancho',
      'Días',
      'Esperados',
      'Compraron',
      'Hit',
    ],
    from: (value: string) => `desde ${value}`,
    below: (value: string) => `menos de ${value}`,
    between: (from: string, to: string) => `de ${from} a menos de ${to}`,
    howToRead: (least: number) =>
      `± es la mitad del intervalo del 95\u00a0% por cliente. De grupos con menos de ${customers(least)} no se dice nada.`,
  },
  card: {
    predictions: 'Predicciones revisadas',
    columns: [
      'Carpeta',
      'Ejecución',
      'Predicho el',
      'Días vistos',
      'n',
      'Compraron',
      'Abiertas',
      'Modelo',
      'Error medio',
      'Prometido',
    ],
    inputs: 'Archivos leídos',
    inputColumns: ['Archivo', 'Bytes', 'SHA-256'],
    lines: (kept: number, rejected: number) => `${count(kept)} líneas leídas, ${count(rejected)} rechazadas.`,
    rule: 'Qué cuenta como compra',
    any: 'cualquier día con una línea',
    qualifying: (what: string, least: number) => `días con más de ${count(least)} (${what})`,
  },
};

/** The shape every language's dictionary has. */
export type RevisionTexts = typeof REVISION_ES;
