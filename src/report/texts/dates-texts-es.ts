import type { ModelKind } from '../../config/model-names';
import type { DayErrors, Estimate } from '../../evaluation/metrics-schema';
import type { ErrorShares, PairTally } from '../facts/sentence-facts';
import type { Status } from '../facts/shop-comparison';
import { cases, count, customers, dayOrLater, days, fixed, many, percent, signed, signedBounds } from './words-es';

/** Medians may lie between two days. */
const shortDays = (n: number) => (Number.isInteger(n) ? count(n) : fixed(n, 1));

/** Texts of how well the next purchase is dated, in Spanish. The English ones have the same shape. */
export const DATES_ES = {
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
    kind: 'Qué es',
    groups: {
      baseline: 'Referencias: reglas y modelos de pocos parámetros',
      learned: 'Otros modelos aprendidos: árboles, que dan la fecha sola',
      network: 'Redes neuronales',
    } satisfies Record<ModelKind, string>,
    train: 'Entrenamiento (Train)',
    validation: 'Validación',
    test: 'Prueba (Test)',
    interval: 'Intervalo del 80\u00a0%',
    errors: ['MAE (días)', 'RMSE (días)', 'R²', '±1 día', '±3 días', '±7 días'],
    coverage: 'Cobertura',
    width: 'Ancho (días)',
  },
  shop: {
    title: 'El modelo en uso, frente a lo que haría una tienda por su cuenta',
    figure: 'Cifra de la prueba',
    used: (name: string) => `${name} (en uso)`,
    mae: 'Error medio de la fecha (días)',
    maeDays: '… diferencia del modelo (días)',
    maeShare: '… diferencia del modelo (%)',
    crps: 'CRPS del pronóstico entero (días)',
    crpsDays: '… diferencia del modelo (días)',
    crpsShare: '… diferencia del modelo (%)',
    within3: 'Fechas a 3 días o menos',
    coverage: 'Compras dentro del intervalo del 80\u00a0%',
    width: 'Ancho medio del intervalo (días)',
    howToRead: (rows: number, of: number) =>
      `el intervalo medio propio es la media de los días entre compras de cada cliente, lo que se saca con una hoja de cálculo; la tabla de riesgo tiene dos columnas, el ritmo de compra y los días fuera. Una diferencia negativa es lo que el modelo se equivoca menos. Una regla que da la fecha sola no tiene intervalo. n = ${cases(rows)} de ${customers(of)}.`,
  },
  actual: {
    name: 'Fecha dada y compra real',
    title: (bin: { predicted: number; median: number }, later: boolean) =>
      later && bin.median >= bin.predicted
        ? `Cuando el modelo dice ${dayOrLater(bin.predicted, later)}, la mitad de las compras tarda eso o más`
        : `Cuando el modelo dice ${dayOrLater(bin.predicted, later)}, la mitad de las compras ha llegado a los ${shortDays(bin.median)}`,
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
};

export type DatesTexts = typeof DATES_ES;
