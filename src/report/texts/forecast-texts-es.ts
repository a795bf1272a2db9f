import { numberFormat } from './format-number';

const { count, fixed, percent } = numberFormat('es');
const listed = (days: readonly number[]) => new Intl.ListFormat('es').format(days.map(String));
const cases = (n: number) => `${count(n)} ${n === 1 ? 'caso' : 'casos'}`;

/** Texts of the forecast as a distribution, in Spanish. The English ones have the same shape. */
export const FORECAST_ES = {
  table: {
    title: 'El pronóstico entero, no solo la fecha: todos los modelos',
    howToRead: (judged: readonly number[]) =>
      `CRPS juzga toda la distribución, en días (el de una fecha sola es su error medio); IBS, las probabilidades de compra de cada día; ${judged.length === 0 ? '' : `Brier, las de comprar en ${listed(judged)} días: `}en todos, menos es mejor. Concordancia es la parte de las parejas de casos que el modelo ordena bien (0,5 es azar). Un guion: el modelo da una fecha sin probabilidades, y está solo para comparar.`,
    columns: {
      model: 'Modelo',
      crps: 'CRPS (días)',
      low: 'IC 95\u00a0%, de',
      high: 'a',
      ibs: 'IBS',
      c: 'Concordancia',
    },
    brier: (days: number) => `Brier ${days} d`,
    gives: (name: string) => `La fecha, el intervalo y las probabilidades de las predicciones son de «${name}».`,
  },
  reliability: {
    name: 'Probabilidades dichas y cumplidas',
    none: 'La ejecución no trae con qué juzgar las probabilidades del modelo en uso.',
    title: (days: number, said: number, came: number) =>
      `En ${days} días se esperaba que comprara el ${percent(said, 1)}, y compró el ${percent(came, 1)}`,
    howToRead:
      'cada punto reúne los casos a los que se dio una probabilidad parecida. Sobre la diagonal, lo dicho se cumple; por encima, se dijo de menos.',
    n: (rows: number) => `n = ${cases(rows)} de prueba.`,
    sentence: (days: number, worst: number) =>
      `En ${days} días, el punto que más se aparta de la diagonal con 100 casos o más lo hace en ${fixed(100 * worst, 1)} puntos.`,
    within: (days: number) => `en ${days} días`,
    days: 'Días',
    chance: 'Probabilidad dicha',
    share: 'Parte que compró',
    rows: 'Casos',
    identity: 'lo dicho se cumple',
    hover: (chance: number, share: number, rows: number) =>
      `dicho ${percent(chance, 1)}, cumplido ${percent(share, 1)}<br>n = ${count(rows)}`,
  },
  segments: {
    title: (lowest: number, highest: number) =>
      `El intervalo del 80\u00a0% contiene la compra entre el ${percent(lowest, 1)} y el ${percent(highest, 1)} de las veces, según el grupo`,
    howToRead: (least: number, horizon: number) =>
      `el ancho cuenta los dos días extremos, y de un intervalo más largo, los ${count(horizon)} primeros en que se juzga. De un grupo con menos de ${count(least)} casos no se dice nada.`,
    by: {
      n_purchases: 'Compras hasta la fecha',
      elapsed_ratio: 'Días pasados ÷ intervalo mediano',
      units_mean: 'Unidades por compra',
    } as Record<string, string>,
    columns: ['Grupo', 'Desde', 'Hasta (sin incluir)', 'Casos', 'Cobertura', 'Ancho medio (días)'],
  },
  returned: {
    name: 'Quién no ha vuelto',
    title: (share: number, days: number) => `A los ${count(days)} días seguía sin volver el ${percent(share, 1)}`,
    howToRead:
      'la línea baja con cada cliente que vuelve (Kaplan–Meier); quien no ha vuelto cuando acaban los datos cuenta mientras se le ve. La banda es el IC 95\u00a0%.',
    n: (rows: number, day: string) =>
      `n = ${count(rows)} ${rows === 1 ? 'cliente recurrente' : 'clientes recurrentes'} el ${day}, primera fecha de prueba.`,
    sentence: (half: number | null) =>
      half === null ? 'Más de la mitad no ha vuelto.' : `La mitad había vuelto en ${count(half)} días.`,
    days: 'Días desde la fecha de corte',
    share: 'No han vuelto',
    error: 'Error típico',
    band: 'IC 95\u00a0%',
    hover: (days: number, share: number) => `día ${count(days)}: ${percent(share, 1)}`,
  },
  gaps: {
    title: (censored: number) =>
      `La pregunta clásica: cuánto dura el intervalo en curso, sin el ${percent(censored, 1)} que aún no ha vuelto`,
    howToRead: (day: string) =>
      `un caso por cliente, el ${day}; días sin limitar, y solo intervalos que terminaron. Dejar fuera a quien no ha vuelto hace parecer mejor a todo modelo que diga «pronto»: por eso acompaña a la evaluación y no la sustituye.`,
    columns: ['Modelo', 'Casos', 'MAE (días)', 'RMSE (días)', 'R²'],
  },
};

export type ForecastTexts = typeof FORECAST_ES;
