import type { EtlMetrics } from '../../evaluation/metrics-schema';
import type { DayGap } from '../facts/calendar-gaps';
import { CALENDAR_ES } from './calendar-texts';
import { count, customers, day, days, lines, many, percent } from './words-es';

/** Texts of what was read and who counts, in Spanish. The English ones have the same shape. */
export const DATA_ES = {
  intro: (etl: EtlMetrics) =>
    `Una línea es un producto en una compra. Quedan ${lines(etl.linesKept)}, de ${customers(etl.customers)}, ${many(etl.products, 'producto', 'productos')} y ${many(etl.purchases, 'compra', 'compras')}; ${customers(etl.recurrentCustomers)} ${etl.recurrentCustomers === 1 ? 'es recurrente' : 'son recurrentes'} por la regla elegida.`,
  noLines: 'No se leyó ninguna línea, así que no hay nada que dibujar.',
  waterfall: {
    name: 'Líneas leídas, rechazadas y usadas',
    read: 'Leídas',
    rejected: 'Rechazadas',
    excluded: 'De clientes excluidos',
    returned: 'Devoluciones y lo devuelto',
    kept: 'Usadas',
    step: 'Paso',
    lines: 'Líneas',
    share: 'Parte de las leídas',
    title: (kept: number, read: number) =>
      kept === read ? 'Se usan todas las líneas leídas' : `Se usa el ${percent(kept / read)} de las líneas leídas`,
    howToRead: 'lo rechazado o excluido es lo que le falta a las usadas para llegar a las leídas.',
    n: (n: number) => `n = ${lines(n)}.`,
    sentence: (
      read: number,
      rejected: number,
      kept: number,
      { excluded, returned }: { excluded: number; returned: number },
    ) =>
      `De ${lines(read)} leídas se rechazan ${count(rejected)}${excluded > 0 ? `, ${count(excluded)} son de clientes excluidos` : ''}${returned > 0 ? `, ${count(returned)} son devoluciones o se devolvieron` : ''} y se usan ${count(kept)}.`,
  },
  reasons: {
    name: 'Motivos de rechazo',
    none: 'No se ha rechazado ninguna línea.',
    unknown: (rejected: number) => `Se han rechazado ${lines(rejected)}, pero la ejecución no dice por qué.`,
    title: (reason: string, n: number, rejected: number) =>
      `El primer motivo de rechazo es «${reason}»: ${percent(n / rejected, 1)} de lo rechazado`,
    reason: 'Motivo',
    lines: 'Líneas',
    ofRejected: 'De las rechazadas',
    ofRead: 'De las leídas',
    where: 'Cada línea rechazada está en rechazos.parquet, con su archivo, su número y su texto.',
  },
  perDay: {
    name: 'Líneas por día',
    day: 'Día',
    month: 'Mes',
    lines: 'Líneas',
    days: 'Días',
    emptyDays: 'Días sin líneas',
    noLines: 'Sin líneas',
    axis: 'Líneas por día',
    noGaps: (median: number) => `Hay líneas todos los días; en un día mediano, ${count(median)}`,
    closedOn: (weekday: number, n: number) =>
      `Faltan ${days(n)}, todos en ${CALENDAR_ES.days[weekday]}: parece el día de cierre`,
    gaps: (empty: number, total: number, longest: DayGap) =>
      `Sin líneas en ${count(empty)} de ${days(total)}; el hueco más largo es de ${days(longest.days)} (${longest.days === 1 ? day(longest.from) : `${day(longest.from)} – ${day(longest.to)}`})`,
    howToRead:
      'las aspas y las bandas marcan días sin ninguna línea. Un hueco que no sea un cierre suele ser un archivo que falta.',
    n: (n: number) => `n = ${days(n)}.`,
    sentence: (facts: { first: string; last: string; least: number; most: number; empty: number }) =>
      `Líneas por día del ${day(facts.first)} al ${day(facts.last)}: entre ${count(facts.least)} y ${count(facts.most)}, con ${days(facts.empty)} sin líneas.`,
  },
  funnel: {
    name: 'Clientes recurrentes según la lectura de la regla',
    none: 'La ejecución no trae los pasos de la regla de recurrencia.',
    title: ({ left, all, readings }: { left: number; all: number; readings: number }) =>
      `${customers(left)} de ${count(all)} ${left === 1 ? 'es recurrente' : 'son recurrentes'} por la regla elegida${readings > 1 ? `, una de ${count(readings)} lecturas` : ''}`,
    howToRead:
      'cada fila es una lectura de la regla: qué se cuenta, si basta con alguna compra grande o han de serlo todas, y con qué frecuencia. La barra se acorta con cada paso y su color gana fuerza; el número es lo que queda. La elegida va primero y lleva ✓.',
    n: (n: number) => `n = ${customers(n)}.`,
    sentence: ({ left, chosenLeft }: { left: readonly number[]; chosenLeft: number }) =>
      `Con la lectura elegida quedan ${customers(chosenLeft)}; entre todas las lecturas, de ${count(Math.min(...left))} a ${count(Math.max(...left))}.`,
    reading: 'Lectura',
    productCount: 'Se cuenta',
    purchasesMust: 'Compras grandes',
    frequency: 'Frecuencia',
    step: 'Paso',
    customers: 'Clientes',
    recurrent: 'recurrentes',
    between: 'pasos intermedios',
  },
  gaps: {
    name: 'Días entre compras',
    none: 'Ningún cliente recurrente tiene dos compras, así que no hay intervalos que contar.',
    title: (median: number, commonest: number) =>
      `La mitad de las veces el cliente vuelve en ${days(median)} o menos; lo más común es ${days(commonest)}`,
    howToRead: (last: number) =>
      `cada barra cuenta cuántas veces pasaron esos días entre una compra y la siguiente; la última reúne ${days(last)} o más.`,
    n: (n: number) => `n = ${many(n, 'intervalo', 'intervalos')} de clientes recurrentes.`,
    sentence: (facts: { total: number; middle: number; commonest: number; open: number; last: number }) =>
      `De ${many(facts.total, 'intervalo', 'intervalos')}, la mitad dura ${days(facts.middle)} o menos, lo más común es ${days(facts.commonest)} y el ${percent(facts.open, 1)} llega a ${days(facts.last)} o más.`,
    days: 'Días entre compras',
    gaps: 'Intervalos',
    share: 'Parte',
    unit: 'días',
  },
};

export type DataTexts = typeof DATA_ES;
