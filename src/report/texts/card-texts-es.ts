import type { EtlMetrics, NextPurchaseMetrics, SampleMetrics } from '../../evaluation/metrics-schema';
import { count, customers, day, days, lines, many, percent } from './words-es';

/** Texts of the cards of model and data, in Spanish. The English ones have the same shape. */
export const CARD_ES = {
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
    noBackend: 'ninguno: no se ha entrenado ninguna red',
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
    sample: 'Clientes sorteados',
    drawn: ({ shop, learned, judged }: SampleMetrics) =>
      `De ${customers(shop.customers)} con dos días de compra o más, las fechas se aprenden de ${count(learned.drawn)}${judged === null ? '' : `, se juzgan con ${count(judged.drawn)}`} y los productos se aprenden de ${count(shop.drawn)}, sorteados por un hash de su nombre: más tardarían más y no cambiarían ninguna cifra más que su intervalo. Se predice a todos los clientes recurrentes.`,
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
};

export type CardTexts = typeof CARD_ES;
