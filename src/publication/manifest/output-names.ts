/** Folders that are replaced as a whole: a file of an older model must never stay beside those of a newer one. */
const WHOLE_FOLDERS: readonly string[] = ['model_fecha'];

/** Page of individuals: in `reports/`, or beside the report elsewhere. */
export const CUSTOMERS_PAGE = 'clientes.html';

const LINES = /^(clientes_recurrentes|rechazos)\.parquet$/;
const MODEL = /^model_fecha\//;
const PREDICTIONS = /^((top_productos|predicciones_clientes|predicciones_detalle)\.(parquet|csv|json)|contactar\.csv)$/;
const FIGURES = /^metrics\.json$/;
const REPORT = /^(reports\/)?index\.html$/;
const CUSTOMERS = /^(reports\/)?clientes\.html$/;
const REVIEW = /^(revision\.json|(reports\/)?revision\.html)$/;
const COMPARISON = /^(reports\/)?comparacion\.html$/;
const FEATURES = /^features\.parquet$/;
const DATASET = /^data\.csv(\.gz)?$/;

/** What each command may write, `run.json` apart. */
const OUTPUTS: Readonly<Record<string, readonly RegExp[]>> = {
  run: [LINES, MODEL, PREDICTIONS, FIGURES, REPORT, CUSTOMERS],
  etl: [LINES],
  train: [MODEL, FIGURES],
  evaluate: [FIGURES],
  predict: [PREDICTIONS, CUSTOMERS],
  report: [REPORT, CUSTOMERS, COMPARISON],
  review: [REVIEW],
  features: [FEATURES],
  data: [DATASET],
};

const ALL = Object.values(OUTPUTS).flat();

/** The folder that is replaced together with this output, or the output itself. */
export function placementUnit(name: string): string {
  const top = name.split('/')[0]!;
  return isWholeFolder(top) ? top : name;
}

/** Whether a name below the target is a folder that is replaced as a whole. */
export function isWholeFolder(name: string): boolean {
  return WHOLE_FOLDERS.includes(name);
}

/**
 * Whether this program writes an output of this name (with `/`) below a target. What a journal says otherwise is not
 * believed: it may lie in a folder that came from anywhere.
 */
export function isOutputName(name: string): boolean {
  return name.split('/').every(isPlainPart) && ALL.some((pattern) => pattern.test(name));
}

/** Whether a command is one that writes outputs of this name; an unknown command writes none. */
export function isOutputOf(command: string, name: string): boolean {
  return OUTPUTS[command]?.some((pattern) => pattern.test(name)) ?? false;
}

/** Not empty, not hidden, nothing that leads elsewhere on any system. */
function isPlainPart(part: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a name with a zero byte is none.
  return part !== '' && !part.startsWith('.') && !/[\\:\u0000]/.test(part);
}
