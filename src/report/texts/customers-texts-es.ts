import { CALENDAR_ES, formatDay } from './calendar-texts';
import { numberFormat } from './format-number';
import type { Phrase } from './phrases';

const number = numberFormat('es');
const { count, fixed } = number;
const many = (n: number, one: string, other: string) => `${count(n)} ${n === 1 ? one : other}`;
const days = (n: number) => many(n, 'día', 'días');
const customers = (n: number) => many(n, 'cliente', 'clientes');
const day = (iso: string) => formatDay(iso, CALENDAR_ES);
/** Sums of chances are no whole numbers: a decimal where it counts. */
const buyers = (n: number) => (n < 9.95 ? fixed(n, 1) : count(Math.round(n)));

/** Nobody is certain to come, or not to. */
const certain = (share: number) =>
  share < 0.005 ? '<\u00a01\u00a0%' : share >= 0.995 ? '>\u00a099\u00a0%' : number.percent(share, 0);

/** Texts of the page of customers in Spanish. The English ones have the same shape. */
export const CUSTOMERS_ES = {
  language: 'es' as 'es' | 'en',
  calendar: CALENDAR_ES,
  number,
  day,
  days,
  /** How the reasons that the prediction writes in Spanish are said. */
  phrases: [] as readonly Phrase[],
  documentTitle: (asOf: string) => `recompra · Clientes a ${day(asOf)}`,
  /** Words that stand in the page as they are; the script changes them with the language. */
  shell: {
    title: 'Quién vuelve cuándo, y qué ofrecerle',
    lead: 'Cada cliente recurrente con la fecha en que se le espera, la probabilidad de que compre y los productos que más probablemente se lleve. Pulse en un cliente para ver su historia.',
    private: 'Contiene datos de personas: no lo publique ni lo envíe a quien no deba verlos.',
    asOf: 'Fecha de corte',
    customers: 'Clientes con predicción',
    run: 'Ejecución',
    report: 'Informe',
    languages: 'Idioma',
    pages: 'Páginas',
    noScript: 'Esta página necesita JavaScript para buscar y filtrar. La misma lista está en contactar.csv.',
    expected: 'A cuántos esperar',
    expectedHow:
      'Sumas de probabilidades de los clientes que cumplen los filtros, no recuentos de fechas: quien se espera en 7 días cuenta también en 14 y en 28.',
    calendar: 'Calendario',
    calendarHow:
      'Cada día dice cuántos clientes tienen en él su fecha estimada (la mediana: tan probable es que vengan antes como después). Los perdidos no cuentan. Pulse un día para ver quiénes son.',
    list: 'Clientes',
    search: 'Buscar cliente o producto',
    state: 'Estado',
    week: 'Fecha estimada',
    anyWeek: 'Cualquier fecha',
    product: 'Producto recomendado',
    anyProduct: 'Cualquier producto',
    sort: 'Ordenar por',
    clear: 'Quitar filtros',
    csv: 'Descargar CSV',
    nobody: 'Ningún cliente cumple estos filtros.',
    customer: 'Cliente',
    date: 'Fecha estimada',
    within7: '7 días',
    within14: '14 días',
    within28: '28 días',
    last: 'Última compra',
    products: 'Productos',
    productsHow:
      'El porcentaje junto a un producto es la probabilidad de que su próxima compra lo lleve, aprendida en la validación según su puesto y lo a menudo que lo compra: cuanto más bajo, menos hay que fiarse. Sin porcentaje, no se ha podido medir.',
    hit: 'Acierto del primer producto',
    due: 'Orden de contacto',
    previous: 'Anterior',
    next: 'Siguiente',
    close: 'Cerrar',
    statesTitle: 'Qué significa cada estado',
    footer: 'Generado por recompra. Todo está en este archivo: no necesita conexión.',
  },
  /** States to filter by: name, and what it means. */
  states: {
    all: { name: 'Todos', means: '' },
    week: {
      name: 'Esta semana',
      means: 'se les espera en los 7 días que siguen a la fecha de corte, atrasados incluidos',
    },
    later: { name: 'Más adelante', means: 'se les espera después de esos 7 días; no hace falta hacer nada todavía' },
    overdue: {
      name: 'Atrasados',
      means: 'llevan fuera más de lo habitual en ellos y es más probable que tarden (vencida): recuérdeles que vuelvan',
    },
    lost: {
      name: 'Perdidos',
      means:
        'se espera que vuelva en un año menos de la mitad de los que están como ellos (perdida): intente recuperarlos una vez, con poco gasto',
    },
  },
  /** State of one customer, as a sign and a word. */
  marks: {
    week: { sign: '●', word: 'Esta semana' },
    later: { sign: '○', word: 'Más adelante' },
    overdue: { sign: '!', word: 'Atrasado' },
    lost: { sign: '✗', word: 'Perdido' },
  },
  actions: {
    week: 'Ofrézcale ahora sus productos.',
    later: 'Ofrézcale sus productos unos días antes de su fecha.',
    overdue: 'Recuérdele que vuelva: por su costumbre ya debería haberlo hecho.',
    lost: 'Intente recuperarlo una vez, con poco gasto. La fecha vale solo si vuelve.',
  },
  stateCount: (name: string, n: number) => `${name} (${count(n)})`,
  shown: (n: number, total: number) => (n === total ? customers(n) : `${count(n)} de ${customers(total)}`),
  cap: (shown: number, total: number) =>
    `Aquí están los primeros ${count(shown)} de ${customers(total)}, por orden de contacto; contactar.csv los tiene todos.`,
  capProducts: (shown: number, top: number) =>
    `De cada cliente, los primeros ${count(shown)} productos de ${count(top)}; contactar.csv los tiene todos.`,
  buyers,
  buyersWithin: (n: number) => `compradores esperados en ${days(n)}`,
  weekOf: (from: string, to: string) => `${day(from)} – ${day(to)}`,
  onDay: (iso: string) => `El ${day(iso)}`,
  dayLabel: (iso: string, n: number) => `${day(iso)}: ${customers(n)}`,
  later: (n: number) => `Después: ${customers(n)}`,
  weekSum: (n: number) => `${count(n)} en la semana`,
  interval: (from: string, to: string | null) => (to === null ? `desde el ${day(from)}` : `${day(from)} – ${day(to)}`),
  ago: (n: number) => (n === 0 ? 'ese mismo día' : `hace ${days(n)}`),
  more: (n: number) => `+${count(n)}`,
  open: (id: string) => `Ver al cliente ${id}`,
  place: (at: number, total: number) => `${count(at)} de ${count(total)}`,
  printed: (shown: number, total: number) =>
    `Impresos los primeros ${count(shown)} de ${customers(total)}; el CSV los tiene todos.`,
  percent: certain,
  detail: {
    action: 'Qué hacer',
    why: 'Por qué esta fecha',
    timeline: 'Historia y previsión',
    sentence: (last: string, date: string, interval: string) =>
      `Última compra el ${last}; se le espera el ${date}; con un 80 % de probabilidad, ${interval}.`,
    lastPurchase: 'Última compra',
    today: 'Fecha de corte',
    usual: 'Su intervalo habitual',
    usualOf: (n: number) => `${Number.isInteger(n) ? days(n) : `${fixed(n, 1)} días`} entre compras (mediana)`,
    single: 'una sola compra: no tiene todavía',
    date: 'Fecha estimada',
    interval: 'Intervalo del 80 %',
    open: (from: string) => `desde el ${from}, sin final dentro de un año`,
    purchases: 'Compras',
    chances: 'Probabilidad de que compre',
    within: (n: number) => `en ${days(n)}`,
    products: 'Qué ofrecerle',
    hit: (chance: string) => `${chance} de que su próxima compra lo lleve`,
    noProducts: 'Sin productos recomendados.',
    filter: (product: string) => `Ver todos los clientes con ${product}`,
  },
};

export type CustomersTexts = typeof CUSTOMERS_ES;
