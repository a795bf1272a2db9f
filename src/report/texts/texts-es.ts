import type { DateModelName, ProductMethodName } from '../../config/model-names';
import type { FunnelStep } from '../../config/recurrence-steps';
import type {
  DateModelMetrics,
  DayErrors,
  Estimate,
  EtlMetrics,
  MissingReason,
  NextPurchaseMetrics,
  ProductChoice,
} from '../../evaluation/metrics-schema';
import type { DayGap } from '../facts/calendar-gaps';
import type { CoverageJudgement, RejectJudgement, Status } from '../facts/judgement';
import type { DateComparison, ErrorShares, ListFinding, PairTally, ProductComparison } from '../facts/sentence-facts';
import { CALENDAR_ES, formatDay } from './calendar-texts';
import { CHOICE_ES } from './choice-texts-es';
import { EXPECTED_ES } from './expected-texts-es';
import { FORECAST_ES } from './forecast-texts-es';
import { type Language, numberFormat } from './format-number';

const number = numberFormat('es');
const { count, fixed, percent, signed } = number;
const many = (n: number, one: string, other: string) => `${count(n)} ${n === 1 ? one : other}`;
const lines = (n: number) => many(n, 'línea', 'líneas');
const days = (n: number) => many(n, 'día', 'días');
const dayOrLater = (n: number, later: boolean) => `${days(n)}${later ? ' o más' : ''}`;
const customers = (n: number) => many(n, 'cliente', 'clientes');
const cases = (n: number) => many(n, 'caso', 'casos');
const points = (share: number) => `${signed(share * 100)} puntos`;
const bounds = ({ low, high }: Estimate) => `${fixed(low)} a ${fixed(high)}`;
const boundsOfShare = ({ low, high }: Estimate) => `${percent(low)} a ${percent(high)}`;
const signedBounds = ({ low, high }: Estimate) => `IC 95\u00a0%: ${signed(low)} a ${signed(high)}`;
const pointBounds = ({ low, high }: Estimate) => `IC 95\u00a0%: ${signed(low * 100)} a ${signed(high * 100)}`;

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
const day = (iso: string) => formatDay(iso, calendar);

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
  noScript: 'Los gráficos necesitan JavaScript. Las cifras están en las tablas.',
  footer: 'Generado por recompra a partir de metrics.json. Todo está en este archivo: no necesita conexión.',
  range: (first: string, last: string) => `${day(first)} – ${day(last)}`,
  interval: (estimate: Estimate) => `IC 95\u00a0%: ${bounds(estimate)} días`,
  intervalOfShare: (estimate: Estimate) => `IC 95\u00a0%: ${boundsOfShare(estimate)}`,
  bounds,
  boundsOfShare,
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
    fecha_invalida: 'fecha con otro formato',
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
  chart: { howToRead: 'Cómo leerlo:', figures: 'Ver las cifras' },
  verdict: {
    headline: (dates: Status | 'passed-over', products: Status) =>
      dates === 'unknown' && products === 'unknown'
        ? 'Todavía no se sabe cuánto aciertan las fechas ni los productos.'
        : `${HEADLINE_DATES[dates]}; ${HEADLINE_PRODUCTS[products]}.`,
    fewCustomers: (n: number) => `Con solo ${customers(n)} en la prueba, estas cifras dicen poco.`,
    dates: {
      good: ({ network, against, difference, relative }: DateComparison) =>
        `Fechas: «${network}» se equivoca ${fixed(-difference.value)} días menos de media que la mejor referencia, «${against}»${relativeText(relative, 'menos')} (${signedBounds(difference)}).`,
      even: ({ network, against, difference }: DateComparison) =>
        `Fechas: no se distingue «${network}» de la mejor referencia, «${against}»: la diferencia es de ${signed(difference.value)} días y su intervalo incluye el cero (${signedBounds(difference)}).`,
      bad: ({ network, against, difference, relative }: DateComparison) =>
        `Fechas: «${network}» pierde frente a una referencia, «${against}»: se equivoca ${fixed(difference.value)} días más de media${relativeText(relative, 'más')} (${signedBounds(difference)}).`,
      unknown: ({ network }: DateComparison) => `Fechas: «${network}» no se ha podido comparar.`,
      used: (used: string, kind: DateModelMetrics['kind'], status: Status) => {
        if (kind === 'baseline') return `Las predicciones usan la referencia «${used}», la de mayor ganancia esperada.`;
        return status === 'good'
          ? 'Es el modelo que usan las predicciones.'
          : 'Aun así es la que usan las predicciones: de ella se esperaba la mayor ganancia.';
      },
      missing: (reason: string, used: string) =>
        `Fechas: no se ha medido cuánto aciertan: ${reason}. Todos los clientes recurrentes tienen la suya, de «${used}», sin comprobar.`,
      noNetwork: (used: string) => `Fechas: no hay ninguna red que comparar; las predicciones usan «${used}».`,
      noPair: (used: string) =>
        `Fechas: falta la diferencia emparejada con la mejor referencia; las predicciones usan «${used}».`,
    },
    coverage: ({ outcome, interval, missing }: CoverageJudgement, horizon: number) => {
      if (interval === null) {
        return missing === null
          ? 'Intervalos: el modelo en uso no trae medido su intervalo del 80\u00a0%.'
          : 'Intervalos: no se ha medido si el margen del 80\u00a0% cumple; es el que dice el propio modelo.';
      }
      const { value } = interval.coverage;
      const held = `Intervalos: juzgados en ${days(horizon)}, ${count(Math.round(value * 100))} de cada 100 márgenes del 80\u00a0% contienen el día real`;
      if (outcome === 'right')
        return `${held}: cumplen lo que prometen, con ${fixed(interval.meanWidth, 1)} días de ancho medio.`;
      return outcome === 'narrow'
        ? `${held}: son demasiado estrechos; cuente con más margen.`
        : `${held}: son más anchos de lo necesario; el margen es prudente.`;
    },
    products: {
      good: ({ top, method, rate, against, againstRate }: ProductComparison) =>
        `Productos: la lista de cada cliente («${method}») acierta más que la misma lista para todos («${against}»): Hit@${top} ${rate}, frente a ${againstRate}.`,
      even: ({ top, method, rate, against, againstRate }: ProductComparison) =>
        `Productos: no se distingue «${method}» de la misma lista para todos («${against}»): Hit@${top} ${rate}, frente a ${againstRate}.`,
      bad: ({ top, method, rate, against, againstRate }: ProductComparison) =>
        `Productos: «${method}» acierta menos que la misma lista para todos («${against}»): Hit@${top} ${rate}, frente a ${againstRate}.`,
      unknown: ({ method }: ProductComparison) => `Productos: «${method}» no se ha podido comparar.`,
      missing: (reason: string, used: string) =>
        `Productos: no se ha medido cuánto aciertan: ${reason}. Se dan con «${used}», sin comprobar.`,
      notPersonal: (used: string) =>
        `Productos: gana «${used}», la misma lista para todos: la historia de cada cliente no ayuda en estos datos.`,
      noGlobal: (used: string) => `Productos: se usa «${used}»; no hay una lista común con la que comparar.`,
    },
    quietDays: (quiet: NextPurchaseMetrics['unusualDays']) => {
      const [first, ...others] = quiet.map(({ day: date, activity }) => `el ${day(date)} (${percent(activity, 0)})`);
      const more = others.length === 0 ? '' : ` y ${many(others.length, 'día más', 'días más')}`;
      return `Días: ${first}${more} vino mucha menos gente de la que se esperaba. Si la tienda no cerró, faltan líneas. No se cuentan como ausencias de los clientes.`;
    },
    rejects: ({ share, status }: RejectJudgement) => {
      if (share === null) return 'Datos: no se leyó ninguna línea.';
      if (share === 0) return 'Datos: se han podido usar todas las líneas.';
      return status === 'good'
        ? `Datos: se aparta el ${percent(share)} de las líneas, muy poco para cambiar las conclusiones.`
        : `Datos: se aparta el ${percent(share)} de las líneas; revise los motivos antes de confiar en el resto.`;
    },
  },
  figures: {
    missing: (reason: string) => `No se ha medido: ${reason}.`,
    dates: {
      label: 'Error medio de la fecha',
      figure: (mae: number) => `${fixed(mae)} días`,
      model: (name: string) => `Modelo en uso: ${name}`,
      rule: (name: string, mae: number) => `Mejor referencia: ${name}, ${fixed(mae)} días`,
      isBestRule: 'Es la mejor de las referencias.',
      network: (name: string, difference: Estimate) =>
        `${name} frente a ella: ${signed(difference.value)} días (${signedBounds(difference)})`,
      difference: (difference: Estimate) =>
        `Diferencia: ${signed(difference.value)} días (${signedBounds(difference)})`,
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
  },
  data: {
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
        `Faltan ${days(n)}, todos en ${calendar.days[weekday]}: parece el día de cierre`,
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
  },
  forecast: FORECAST_ES,
  choice: CHOICE_ES,
  expected: EXPECTED_ES,
  dates: {
    intro: (horizon: number) =>
      `Un caso es un cliente en una fecha de corte. El error es la distancia en días entre la fecha dada y la compra real; lo que pasa de ${days(horizon)}, dado o real, cuenta como ${count(horizon)}. MAE es el error medio; RMSE castiga los errores grandes; R² es la parte de la variación que se explica, y aquí lo normal es que sea bajo.`,
    unmeasured: 'No hay evaluación de las fechas',
    why: (reason: string) => `Motivo: ${reason}.`,
    table: {
      title: (n: number) => `${many(n, 'modelo', 'modelos')}, las referencias primero: entrenamiento y prueba`,
      howToRead:
        'menos MAE y RMSE es mejor; más R² y más aciertos es mejor. Si Entrenamiento es mucho mejor que Prueba, el modelo ha memorizado. Debajo del MAE de la prueba, su intervalo del 95\u00a0%; en negrita, el menor.',
      rows: (train: DayErrors | null, test: DayErrors | null) =>
        [
          train ? `Entrenamiento: n = ${cases(train.rows)} de ${customers(train.customers)}.` : '',
          test ? `Prueba: n = ${cases(test.rows)} de ${customers(test.customers)}.` : '',
        ].join(' '),
      model: 'Modelo',
      train: 'Entrenamiento (Train)',
      validation: 'Validación',
      test: 'Prueba (Test)',
      interval: 'Intervalo del 80\u00a0%',
      errors: ['MAE (días)', 'RMSE (días)', 'R²', '±1 día', '±3 días', '±7 días'],
      coverage: 'Cobertura',
      width: 'Ancho (días)',
    },
    actual: {
      name: 'Fecha dada y compra real',
      title: (bin: { predicted: number; mean: number }, later: boolean) =>
        `Cuando el modelo dice ${dayOrLater(bin.predicted, later)}, la compra llega de media a los ${fixed(bin.mean, 1)}`,
      howToRead: (hidden: number, horizon: number) =>
        `sobre la diagonal, la fecha dada y la real coinciden; «≥ ${count(horizon)}» reúne ese día y los siguientes, que no se distinguen. La barra reúne la mitad central de los casos y la raya es la mediana; los retrasos largos suben la media por encima de ella.${hidden > 0 ? ` Sin dibujar por tener muy pocos casos: ${many(hidden, 'fecha', 'fechas')}.` : ''}`,
      n: (rows: number) => `n = ${cases(rows)} de prueba.`,
      sentence: (facts: { bias: number; largest: { predicted: number; mean: number; rows: number }; later: boolean }) =>
        `De media, la fecha dada ${facts.bias < 0 ? 'se adelanta' : 'se retrasa'} ${fixed(Math.abs(facts.bias))} días respecto a la real. El grupo mayor, ${cases(facts.largest.rows)}, recibió ${dayOrLater(facts.largest.predicted, facts.later)} y tardó ${fixed(facts.largest.mean, 1)}.`,
      hover: (
        bin: { predicted: number; rows: number; mean: number; q25: number; median: number; q75: number },
        later: boolean,
      ) =>
        `Dice ${dayOrLater(bin.predicted, later)}<br>media real ${fixed(bin.mean, 1)}, mediana ${fixed(bin.median, 1)}<br>mitad central ${fixed(bin.q25, 1)}–${fixed(bin.q75, 1)}<br>n = ${count(bin.rows)}`,
      axis: 'Días reales hasta la compra',
      predicted: 'Días predichos',
      rows: 'Casos',
      mean: 'Media real',
      q25: 'Cuartil 1',
      median: 'Mediana real',
      q75: 'Cuartil 3',
      identity: 'coinciden',
      quartiles: 'mitad central',
    },
    error: {
      name: 'Error con signo',
      title: (close: number, shares: ErrorShares) =>
        `El ${percent(shares.close, 1)} de las fechas falla en ${days(close)} o menos; el ${percent(shares.early, 1)} se adelanta y el ${percent(shares.late, 1)} llega tarde`,
      howToRead: (close: number, horizon: number) =>
        `a la izquierda del cero la fecha dada se adelantó a la compra; a la derecha, el cliente vino antes. En color, los errores de ${days(close)} o menos. Días dados y reales, hasta ${count(horizon)} como mucho.`,
      n: (rows: number) => `n = ${cases(rows)} de prueba.`,
      sentence: (close: number, shares: ErrorShares) =>
        `El ${percent(shares.exact, 1)} de las fechas es exacto, el ${percent(shares.close, 1)} falla en ${days(close)} o menos, el ${percent(shares.early, 1)} se adelanta y el ${percent(shares.late, 1)} llega tarde.`,
      hover: (error: number, rows: number, share: number) =>
        `${signed(error, 0)} días: ${percent(share, 1)}<br>n = ${count(rows)}`,
      days: 'Error: días predichos − días reales',
      rows: 'Casos',
      share: 'Parte de los casos',
      early: '← se adelantó',
      late: 'llegó tarde →',
    },
    forest: {
      name: 'Diferencias emparejadas',
      none: 'La ejecución no trae diferencias emparejadas entre modelos.',
      title: (subject: string, { pairs, wins, losses }: PairTally) =>
        `«${subject}» gana ${count(wins)} de ${many(pairs, 'comparación', 'comparaciones')}, pierde ${count(losses)} y deja ${count(pairs - wins - losses)} sin decidir`,
      howToRead:
        'cada punto es la diferencia de error medio sobre los mismos casos, con su intervalo del 95\u00a0% por cliente; a la izquierda del cero, el modelo se equivoca menos. Si el intervalo toca el cero, el punto es hueco: no hay diferencia demostrada.',
      n: (rows: number, of: number) => `n = ${cases(rows)} de ${customers(of)}.`,
      pair: (model: string, against: string, difference: Estimate) =>
        `${model} frente a ${against}: ${signed(difference.value)} días (${signedBounds(difference)}).`,
      versus: (against: string) => `frente a ${against}`,
      hover: (difference: Estimate) => `${signed(difference.value, 3)} días<br>${signedBounds(difference)}`,
      axis: 'Diferencia de error medio (días)',
      better: '← mejor',
      worse: 'peor →',
      model: 'Modelo',
      against: 'Frente a',
      difference: 'Diferencia (días)',
      low: 'IC 95\u00a0%, de',
      high: 'IC 95\u00a0%, a',
      outcome: 'Resultado',
      outcomes: { good: 'gana', even: 'sin decidir', bad: 'pierde', unknown: '—' } satisfies Record<Status, string>,
    },
  },
  products: {
    intro: (top: number) =>
      `Un caso es un cliente en una fecha de corte, y la verdad son los productos de su primera compra posterior. Hit@${top} es la parte de los casos en que se compra al menos uno de los ${top} recomendados; recall, la parte de la compra que se acierta; nDCG premia acertar en los primeros puestos.`,
    choice: (name: string, chosenBy: string) => `En uso: «${name}» (${chosenBy}).`,
    unmeasured: 'No hay evaluación de los productos',
    why: (reason: string) =>
      `Motivo: ${reason}. Los productos se recomiendan igualmente, pero no hay con qué decir cuánto aciertan.`,
    table: {
      title: (top: number) => `Aciertos de cada método con ${many(top, 'producto', 'productos')}`,
      method: 'Método',
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
  },
  card: {
    model: {
      title: 'Ficha del modelo',
      use: 'Para qué sirve',
      uses: 'Planificar campañas y surtido: a quién dirigirse cada semana y con qué productos.',
      notFor: 'Para qué no',
      notUses: 'Para decidir sobre una persona en precio, crédito o empleo, ni para medir el efecto de una oferta.',
      dates: 'Fechas',
      products: 'Productos',
      horizon: 'Horizonte en que se juzga',
      backend: 'Motor de la red',
      version: 'Versión',
      licence: 'Licencia de la herramienta',
      licenceOf: 'MIT (la herramienta; los datos tienen la suya)',
      limits: 'Límites',
    },
    limits: {
      cause: 'Dice cuándo y qué, no por qué: no sabe si una oferta cambiaría la compra.',
      recurrent: (recurrent: number, all: number) =>
        `Solo predice para clientes recurrentes: ${count(recurrent)} de ${count(all)}${all > 0 ? ` (${percent(recurrent / all, 1)})` : ''}. Del resto no dice nada.`,
      horizon: (horizon: number) =>
        `Al medir, un cliente que no vuelve en ${days(horizon)} cuenta como ${count(horizon)}: los errores de quien se ha ido parecen menores de lo que son. Las predicciones llegan más lejos, y de esa parte no se ha medido nada.`,
      history: (n: number) =>
        n < 365
          ? `Los datos abarcan ${days(n)}: menos de un año, así que ninguna temporada se ha visto dos veces.`
          : `Los datos abarcan ${days(n)}. Los cambios de precios, tiendas o costumbres posteriores no se ven.`,
      exactness: (within1: number) =>
        `El día exacto, con uno de margen, se acierta el ${percent(within1, 1)} de las veces: sirve para grupos y semanas, no para prometer un día.`,
    },
    data: {
      title: 'Ficha de los datos',
      range: 'Periodo',
      contents: 'Contenido',
      counts: (etl: EtlMetrics) =>
        `${lines(etl.linesKept)}, ${many(etl.purchases, 'compra', 'compras')}, ${customers(etl.customers)}, ${many(etl.products, 'producto', 'productos')}`,
      train: 'Fechas de corte de entrenamiento',
      validation: 'Fechas de corte de validación',
      test: 'Fechas de corte de prueba',
      products: 'Fechas de corte de los productos',
      origins: (origins: readonly string[]) => {
        const [first, ...others] = origins;
        if (first === undefined) return 'ninguna';
        const last = others[others.length - 1];
        return last === undefined ? `1: ${day(first)}` : `${count(origins.length)}: ${day(first)} – ${day(last)}`;
      },
      unusual: 'Días fuera de lo común',
      unusualDays: (unusual: NextPurchaseMetrics['unusualDays']) => {
        if (unusual.length === 0) return 'ninguno';
        const named = unusual.slice(0, 5).map(({ day: date, activity }) => `${day(date)} (${percent(activity, 0)})`);
        const rest = unusual.length - named.length;
        return `${count(unusual.length)}, con la parte que vino de los compradores que se esperaban: ${named.join(', ')}${rest > 0 ? ` y ${count(rest)} más` : ''}. Cierres, líneas que faltan o fiestas: esos días hablan de la tienda y no de sus clientes, y los modelos los cuentan así.`;
      },
      inputs: 'Archivos leídos',
      noInputs: 'La ejecución no nombra ningún archivo.',
      file: 'Archivo',
      bytes: 'Bytes',
    },
    settings: {
      title: 'Ajustes',
      none: 'La ejecución no guarda ajustes.',
      setting: 'Ajuste',
      value: 'Valor',
    },
    reproduce: {
      title: 'Cómo repetirlo',
      steps: (version: string) =>
        `Con recompra ${version} (run.json dice el commit), guarde los ajustes en la carpeta que contiene todos los archivos leídos y ejecute en ella:`,
      download: 'Descargar settings.json',
      same: (id: string) =>
        `Con los mismos datos, ajustes y semilla salen las mismas cifras, y el identificador ${id}. Compruebe los SHA-256 de los archivos.`,
    },
  },
};

/** The shape every language's dictionary has. */
export type Texts = typeof ES;

const HEADLINE_DATES: Record<Status | 'passed-over', string> = {
  good: 'Las fechas mejoran a la mejor referencia',
  even: 'Las fechas no se distinguen de la mejor referencia',
  bad: 'La red pierde frente a una referencia en las fechas',
  unknown: 'El acierto de las fechas está sin medir',
  'passed-over': 'Las fechas las da una referencia, aunque la red erró menos en la prueba',
};

const HEADLINE_PRODUCTS: Record<Status, string> = {
  good: 'los productos de cada cliente aciertan más que la lista común',
  even: 'los productos no se distinguen de la lista común',
  bad: 'los productos de cada cliente no mejoran a la lista común',
  unknown: 'el acierto de los productos está sin medir',
};

function relativeText(relative: number | null, word: string): string {
  return relative === null ? '' : `, un ${percent(relative, 1)} ${word}`;
}
