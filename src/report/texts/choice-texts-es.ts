import type { DateModelName } from '../../config/model-names';
import type { DateChoiceMetrics } from '../../evaluation/metrics-schema';
import { numberFormat } from './format-number';

const { count, percent } = numberFormat('es');
const days = (n: number) => `${count(n)} ${n === 1 ? 'día' : 'días'}`;
const many = (n: number, one: string, other: string) => `${count(n)} ${n === 1 ? one : other}`;
const stoodOn = ({ rows, customers, origins }: Pick<DateChoiceMetrics, 'rows' | 'customers' | 'origins'>) =>
  `${many(rows, 'fila', 'filas')} de ${many(customers, 'cliente', 'clientes')} en ${many(origins, 'fecha de corte', 'fechas de corte')} de validación`;

/** Texts of which model gives the forecast, and why, in Spanish. The English ones have the same shape. */
export const CHOICE_ES = {
  inUse: (name: string) => `En uso: «${name}», que da la fecha, el intervalo y las probabilidades.`,
  by: {
    'shrunken-merit': 'mayor ganancia esperada sobre la regla sencilla, por la validación y lo habitual',
    untrained: 'ajustado con lo que hay, sin nada con lo que elegir ni juzgar',
  },
  why: (chosenIsReference: boolean, reference: string) =>
    chosenIsReference
      ? 'Es la propia regla sencilla: de ningún otro modelo cabía esperar una ganancia sobre ella.'
      : `Elegido por su ganancia esperada sobre la regla sencilla, «${reference}», en todo el pronóstico (CRPS): la vista en validación, acercada a la habitual del modelo en datos públicos tanto más cuantos menos clientes y semanas la respaldan.`,
  stoodOn: (choice: Pick<DateChoiceMetrics, 'rows' | 'customers' | 'origins'>) =>
    `La elección se apoya en ${stoodOn(choice)}.`,
  judgedOn: (horizon: number, history: number, origins: number) =>
    `Juzgado en ${days(horizon)}, en ${many(origins, 'fecha de corte', 'fechas de corte')} de prueba: la historia tiene ${count(history)}.`,
  untrained: 'Es un modelo de pocos parámetros, ajustado con lo que hay: no se ha podido elegir ni juzgar nada.',
  everybody: (name: string) =>
    `Todos los clientes recurrentes tienen igualmente su fecha, su intervalo y sus probabilidades, de «${name}», pero no hay con qué decir cuánto aciertan. Con más meses de datos esta sección se llena sola.`,
  horizon: (horizon: number, history: number) => `${days(horizon)}, de una historia de ${count(history)}`,
  noHorizon: (history: number) => `ninguno: con una historia de ${days(history)} no se ha podido juzgar nada`,
  shortHorizon: (horizon: number, history: number, longest: number) =>
    `Alcance: solo se ha podido juzgar lo dicho de los primeros ${days(horizon)}: la historia tiene ${count(history)}. De ahí en adelante, también hasta los ${count(longest)} días, está sin comprobar.`,
  merits: {
    title: ({ model, reference, gain, merit }: { model: string; reference: string; gain: number; merit: number }) =>
      gain > 0
        ? `En validación, «${model}» ahorra el ${percent(gain, 1)} del CRPS de «${reference}»; se espera de él el ${percent(merit, 1)}`
        : `En validación, «${model}» no mejora el CRPS de «${reference}» (${percent(gain, 1)}); se espera de él que ahorre el ${percent(merit, 1)}`,
    titleOfReference: (reference: string) => `De ningún otro modelo se espera que mejore a «${reference}»`,
    columns: {
      model: 'Modelo',
      gain: 'Ganancia vista',
      error: 'Error típico',
      merit: 'Ganancia esperada',
    },
    howToRead: (reference: string, choice: Pick<DateChoiceMetrics, 'rows' | 'customers' | 'origins'>) =>
      `la ganancia es la parte del CRPS de «${reference}» que el modelo ahorra; en negativo, lo empeora. Su error típico sale de los clientes. La esperada la acerca a la habitual de cada modelo, medida en datos públicos (The Complete Journey), tanto más cuanto mayor es ese error y menos semanas abarca la validación, pues unas semanas no son como otras; la más alta decide (✓), y sin error típico cuenta solo la habitual. Un modelo que da solo fechas no se elige nunca. n = ${stoodOn(choice)}.`,
  },
  forecast:
    'Un pronóstico es la probabilidad de cada uno de los 364 días que siguen a la fecha de corte, y la de más tarde o nunca. La fecha es su mediana; si se espera que vuelva menos de la mitad, la de quienes vuelven (perdida). Un intervalo puede no tener fin.',
  tails: {
    'hazard-network':
      'La red solo da los primeros días. De ahí en adelante siguen riesgos diarios reunidos por ritmo de compra y días fuera, y donde la historia no llega se supone que caen como 1 ÷ días (ley de potencia): la cola es en parte una suposición.',
    'hazard-table':
      'Los riesgos diarios se reúnen por ritmo de compra y días fuera. Donde la historia no llega se supone que caen como 1 ÷ días (ley de potencia): la cola es en parte una suposición.',
    'global-hazard':
      'Los riesgos diarios se reúnen por días fuera, iguales para todos. Donde la historia no llega se supone que caen como 1 ÷ días (ley de potencia): la cola es en parte una suposición.',
    'beta-geometric':
      'La cola es del propio modelo: cada día sin compra baja la probabilidad del siguiente, también donde la historia no llega: es en parte una suposición.',
  } as Partial<Record<DateModelName, string>>,
};

export type ChoiceTexts = typeof CHOICE_ES;
