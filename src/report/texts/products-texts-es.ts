import type { Estimate } from '../../evaluation/metrics-schema';
import type { ListFinding } from '../facts/sentence-facts';
import { cases, count, customers, many, number, percent, pointBounds, points } from './words-es';

export interface Bin {
  chance: number;
  share: number;
}

/** Texts of how often the recommended products are bought, in Spanish. The English ones have the same shape. */
export const PRODUCTS_ES = {
  intro: (top: number) =>
    `Un caso es un cliente en una fecha de corte, y la verdad son los productos de su primera compra posterior. Hit@${top} es la parte de los casos en que se compra al menos uno de los ${top} recomendados; recall, la parte de la compra que se acierta; nDCG premia acertar en los primeros puestos.`,
  choice: (name: string, chosenBy: string) => `En uso: «${name}» (${chosenBy}).`,
  unmeasured: 'No hay evaluación de los productos',
  why: (reason: string) =>
    `Motivo: ${reason}. Los productos se recomiendan igualmente, pero no hay con qué decir cuánto aciertan.`,
  table: {
    title: (top: number) => `Aciertos de cada método con ${many(top, 'producto', 'productos')}`,
    method: 'Método',
    cases: 'Casos',
    hits: 'Aciertos',
    low: 'IC 95\u00a0%, de',
    high: 'IC 95\u00a0%, a',
    hit: (top: number) => `Hit@${top} (aciertos / casos)`,
    confidence: 'IC 95\u00a0%',
    recall: (top: number) => `Recall@${top}`,
    ndcg: (top: number) => `nDCG@${top}`,
    personal: 'distinta para cada cliente',
    global: 'la misma para todos',
    howToRead: (n: number, of: number) =>
      `los mismos casos para todos los métodos. n = ${cases(n)} de ${customers(of)}.`,
    difference: (model: string, against: string, difference: Estimate) =>
      `«${model}» frente a «${against}»: ${points(difference.value)} (${pointBounds(difference)}).`,
  },
  chances: {
    title: (least: Bin, most: Bin) =>
      `De las recomendaciones menos seguras (${percent(least.chance, 0)}) se compra el ${percent(least.share, 0)}; de las más seguras (${percent(most.chance, 0)}), el ${percent(most.share, 0)}`,
    howToRead: (cases: number) =>
      `cada recomendación lleva su probabilidad de estar en la próxima compra (prob_acierto), aprendida en ${many(cases, 'caso', 'casos')} de validación según su puesto y lo a menudo que el cliente compra el producto. Sobre la diagonal, en la prueba se cumplió; en clientes.html y contactar.csv está la de cada cliente.`,
    n: (rows: number) => `n = ${many(rows, 'recomendación', 'recomendaciones')} de la prueba.`,
    rank: (rank: number, said: number, came: number) =>
      `Puesto ${rank}: dicho ${percent(said, 1)}, comprado ${percent(came, 1)}.`,
    rankName: (rank: number) => `Puesto ${rank}`,
    binName: (chance: number) => `Las de alrededor del ${percent(chance, 0)}`,
    group: 'Recomendaciones',
    stated: 'Probabilidad dicha',
    came: 'Parte que se compró',
    rows: 'Casos',
    identity: 'lo dicho se cumple',
    recommended: 'recomendaciones',
    hover: (said: number, came: number, rows: number) =>
      `dicho ${percent(said, 1)}, comprado ${percent(came, 1)}<br>n = ${count(rows)}`,
  },
  byLength: {
    name: 'Aciertos por longitud de la lista',
    title: ({ at, hit, depth, deepest }: ListFinding) =>
      depth > at
        ? `Con ${many(at, 'producto', 'productos')} acierta al menos uno el ${percent(hit)} de las veces; con ${count(depth)}, el ${percent(deepest)}`
        : `Con ${many(at, 'producto', 'productos')} acierta al menos uno el ${percent(hit)} de las veces`,
    howToRead:
      'más arriba es mejor. La línea punteada marca la longitud de la lista que se entrega; la más gruesa es el método en uso; las barras, el intervalo del 95\u00a0%.',
    n: (n: number, of: number) => `n = ${cases(n)} de ${customers(of)}.`,
    method: (name: string, k: number, hit: number) => `${name}: Hit@${k} ${percent(hit)}.`,
    hover: (k: number, value: number) => `<br>k = ${k}: ${number.short(value)}`,
    methodName: 'Método',
    figures: { hitRate: 'Hit@k', recall: 'Recall@k', ndcg: 'nDCG@k' },
  },
  comparisons: {
    title: (chosen: string) => `«${chosen}», en veces lo que consigue otro método`,
    against: 'Frente a',
    ratio: ({ value, low, high }: Estimate) =>
      `${number.fixed(value, 3)} (${number.fixed(low, 3)} a ${number.fixed(high, 3)})`,
    howToRead:
      'por encima de 1, el método en uso es mejor; entre paréntesis, el intervalo del 95 % remuestreando clientes. Si incluye el 1, la diferencia puede ser azar.',
  },
  parts: {
    title: 'Lo repetido y lo nuevo, y qué parte del catálogo se enseña',
    columns: ['Método', 'Recall@10 de lo ya comprado', 'Recall@10 de lo nuevo', 'MRR@10', 'Catálogo', 'Popularidad'],
    howToRead:
      'lo nuevo son productos que el cliente no había comprado nunca. Catálogo: parte de los productos vendidos que sale en alguna lista. Popularidad: en qué parte de las compras de la tienda está, de media, lo recomendado.',
  },
  bySize: {
    name: 'Aciertos por tamaño de la compra',
    title: (smallest: number, largest: number, size: string) =>
      `Acierta el ${percent(smallest)} de las compras más pequeñas y el ${percent(largest)} de las de ${size} productos`,
    howToRead: (top: number) =>
      `Hit@${top} según cuántos productos distintos lleva la compra predicha: cuantos más lleva, más fácil es acertar alguno.`,
    group: (size: string, hit: number) => `Con ${size} productos: ${percent(hit)}.`,
    hover: (size: string, hit: number, n: number) => `<br>${size}: ${percent(hit)} · ${cases(n)}`,
    method: 'Método',
    size: 'Productos de la compra',
    cases: 'Casos',
    axis: 'productos distintos en la compra predicha',
  },
};

export type ProductsTexts = typeof PRODUCTS_ES;
