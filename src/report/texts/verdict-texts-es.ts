import type { DateModelName } from '../../config/model-names';
import type { NextPurchaseMetrics } from '../../evaluation/metrics-schema';
import type { CoverageJudgement, DateStanding, RejectJudgement } from '../facts/judgement';
import type { ClosestModel, ProductComparison, RuleComparison } from '../facts/sentence-facts';
import type { Status } from '../facts/shop-comparison';
import { count, customers, day, days, fixed, many, percent, signed, signedBounds } from './words-es';

const HEADLINE_DATES: Record<DateStanding, string> = {
  good: 'Las fechas ganan a lo que haría una tienda por su cuenta',
  sharper:
    'La fecha sola no gana a todo lo que haría una tienda por su cuenta; el pronóstico con sus probabilidades, sí',
  even: 'Las fechas no ganan a todo lo que haría una tienda por su cuenta',
  bad: 'Las fechas pierden frente a lo que haría una tienda por su cuenta',
  unknown: 'Cuánto aciertan las fechas está sin medir',
};

const HEADLINE_PRODUCTS: Record<Status, string> = {
  good: 'los productos de cada cliente aciertan más que la lista común',
  even: 'los productos no se distinguen de la lista común',
  bad: 'los productos de cada cliente no mejoran a la lista común',
  unknown: 'el acierto de los productos está sin medir',
};

const listed = (parts: readonly string[]) => new Intl.ListFormat('es').format(parts);
const relativeText = (relative: number | null) => (relative === null ? '' : ` (un ${percent(Math.abs(relative), 1)})`);

function against({ rule, difference, relative, status }: RuleComparison): string {
  const more = `${fixed(Math.abs(difference.value))} ${difference.value < 0 ? 'menos' : 'más'}${relativeText(relative)}`;
  return status === 'even'
    ? `sin diferencia demostrada con ${rule} (${signed(difference.value)}; ${signedBounds(difference)})`
    : `${more} que con ${rule} (${signedBounds(difference)})`;
}

/** Texts of the verdict, in Spanish. The English ones have the same shape. */
export const VERDICT_ES = {
  headline: (dates: DateStanding, products: Status) =>
    dates === 'unknown' && products === 'unknown'
      ? 'Todavía no se sabe cuánto aciertan las fechas ni los productos.'
      : `${HEADLINE_DATES[dates]}; ${HEADLINE_PRODUCTS[products]}.`,
  fewCustomers: (n: number) => `Con solo ${customers(n)} en la prueba, estas cifras dicen poco.`,
  dates: (used: string, mae: number, rules: readonly RuleComparison[]) =>
    rules.length === 0
      ? `Fechas: «${used}» se equivoca ${fixed(mae)} días de media; la ejecución no trae con qué comparar.`
      : `Fechas: «${used}» se equivoca ${fixed(mae)} días de media: ${listed(rules.map(against))}.`,
  forecast: (crps: number, rules: readonly RuleComparison[]) =>
    `Pronóstico entero, con sus probabilidades (CRPS): ${fixed(crps)} días, ${listed(rules.map(against))}.`,
  /** Names of what a shop would do, after "con". */
  shopRules: {
    'mean-gap': 'el intervalo medio de cada cliente',
    'hazard-table': 'una tabla de dos columnas',
  } as Partial<Record<DateModelName, string>>,
  closest: ({ name, kind, dates, chances }: ClosestModel) => {
    const proven = dates?.status === 'bad';
    const by = dates === null ? 'menos' : `${fixed(dates.difference.value)} días menos${relativeText(dates.relative)}`;
    const doubt = proven ? '' : ', sin diferencia demostrada';
    const alone = chances ? '' : ' Da la fecha sola, sin intervalo ni probabilidades.';
    return `Otros modelos: en la prueba, «${name}» (${kind}) falló de media ${by}${doubt}.${alone} El modelo en uso se eligió antes, en la validación y por todo el pronóstico.`;
  },
  missing: (reason: string, used: string) =>
    `Fechas: no se ha medido cuánto aciertan: ${reason}. Todos los clientes recurrentes tienen la suya, de «${used}», sin comprobar.`,
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
    const [first, ...others] = quiet.map(({ day: date, activity }) => `${day(date)} (el ${percent(activity, 0)})`);
    const more = others.length === 0 ? '' : ` y ${many(others.length, 'día más', 'días más')}`;
    return `Días flojos: el ${first}${more} vino menos de la mitad de los compradores que cabía esperar. Si la tienda abrió, faltan líneas. Los modelos no lo toman por ausencia de los clientes.`;
  },
  rejects: ({ share, status }: RejectJudgement) => {
    if (share === null) return 'Datos: no se leyó ninguna línea.';
    if (share === 0) return 'Datos: se han podido usar todas las líneas.';
    return status === 'good'
      ? `Datos: se aparta el ${percent(share)} de las líneas, muy poco para cambiar las conclusiones.`
      : `Datos: se aparta el ${percent(share)} de las líneas; revise los motivos antes de confiar en el resto.`;
  },
};

export type VerdictTexts = typeof VERDICT_ES;
