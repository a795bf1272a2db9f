import type { CustomerColumns } from '../../src/report/customers/customer-columns';

/** A customer as the prediction tables tell of one: days count from the as-of date. */
export interface Row {
  id: string;
  state?: 'vigente' | 'vencida' | 'perdida';
  action?: string;
  date: number;
  low?: number;
  /** 0: no end. */
  high?: number;
  /** Within 7, 14 and 28 days. */
  chances?: readonly [number, number, number];
  since?: number;
  purchases?: number;
  gap?: number;
  why?: string;
  products?: readonly (readonly [product: string, reason: string, chance?: number])[];
}

/** On Sunday 31 December 2017, in contact order. */
export const AS_OF = '2017-12-31';
export const ROWS: readonly Row[] = [
  {
    id: 'Ana',
    action: 'ofrecer esta semana',
    date: 1,
    low: 1,
    high: 4,
    chances: [0.9, 0.95, 0.999],
    since: 3,
    purchases: 40,
    gap: 3.5,
    why: 'compra cada 4 días; han pasado 3',
    products: [
      ['Jamón ibérico', 'lo compra 7 de cada 10 veces', 0.684],
      ['pan', 'toca: cada 9 días, han pasado 10', 0.12],
    ],
  },
  {
    id: 'Bea',
    state: 'vencida',
    action: 'recordar',
    date: 7,
    low: 1,
    high: 30,
    chances: [0.5, 0.6, 0.7],
    since: 21,
    gap: 7,
    why: 'compra cada 7 días; han pasado 21; 30 % de no volver en 28 días',
    products: [['pan', 'lo lleva en 3 de sus 8 compras']],
  },
  {
    id: 'carlos 10',
    action: 'ofrecer antes de su fecha',
    date: 8,
    low: 5,
    high: 12,
    chances: [0.4, 0.9, 1],
    since: 1,
    products: [['leche', 'lo compran clientes con compras parecidas']],
  },
  { id: 'carlos 2', action: 'ofrecer antes de su fecha', date: 45, low: 20, high: 90, chances: [0.1, 0.2, 0.4] },
  {
    id: 'Dora',
    state: 'perdida',
    action: 'recuperar',
    date: 30,
    low: 9,
    high: 0,
    chances: [0.004, 0.01, 0.02],
    since: 200,
    gap: 0,
    purchases: 1,
    why: 'una sola compra, hace 200 días: se espera lo que la tienda ve tras una primera compra; 80 % de no volver en un año',
    products: [['Jamón ibérico', 'de los más vendidos: en 7,5 % de las compras de la tienda']],
  },
];

/** The rows by column. */
export function columnsOf(rows: readonly Row[], top = 2): CustomerColumns {
  const chance = (at: 0 | 1 | 2) => rows.map(({ chances = [0.5, 0.7, 0.9] }) => chances[at]);
  return {
    id: rows.map(({ id }) => id),
    state: rows.map(({ state = 'vigente' }) => state),
    action: rows.map(({ action = 'ofrecer esta semana' }) => action),
    date: rows.map(({ date }) => date),
    low: rows.map(({ low = 1 }) => low),
    high: rows.map(({ high = 99 }) => high),
    within7: chance(0),
    within14: chance(1),
    within28: chance(2),
    since: rows.map(({ since = 5 }) => since),
    purchases: rows.map(({ purchases = 12 }) => purchases),
    gap: rows.map(({ gap = 7 }) => gap),
    why: rows.map(({ why = 'compra cada 7 días; han pasado 5' }) => why),
    products: Array.from({ length: top }, (_, rank) => ({
      product: rows.map(({ products = [] }) => products[rank]?.[0] ?? ''),
      chance: rows.map(({ products = [] }) => products[rank]?.[2] ?? Number.NaN),
      reason: rows.map(({ products = [] }) => products[rank]?.[1] ?? ''),
    })),
  };
}

/** So many customers of a shop with 17,000 products, without chance: for times and sizes. */
export function manyRows(count: number, top = 3): Row[] {
  return Array.from({ length: count }, (_, i) => ({
    id: ((i * 2_654_435_761) % 0xffffff).toString(16).padStart(6, '0') + i.toString(16),
    state: i > 0.9 * count ? 'perdida' : i % 9 === 4 ? 'vencida' : 'vigente',
    date: 1 + Math.floor((300 * i) / count),
    low: 1 + Math.floor((200 * i) / count),
    high: i % 50 === 0 ? 0 : 2 + Math.floor((360 * i) / count),
    chances: [(i % 997) / 1000, 0.5 + (i % 499) / 1000, 0.999],
    since: i % 80,
    purchases: 2 + (i % 60),
    gap: 1 + (i % 60) / 2,
    why: `compra cada ${1 + (i % 30)} días; han pasado ${i % 80}`,
    products: Array.from({ length: top }, (_, rank): [string, string, number] => {
      const product = (i * (rank + 7) * 31) % 17_000;
      return [
        `PROD-${product.toString(16).padStart(6, '0')}`,
        `toca: cada ${2 + (product % 40)} días, han pasado ${i % 40}`,
        0.05 + (product % 60) / 100,
      ];
    }),
  }));
}
