import type { CsvSettings } from '../config/settings';
import type { Engine } from '../engine/engine';
import { fittingDateFormats, ISO } from './date-formats';
import type { LineCounts } from './line-counts';
import type { RejectReason } from './reject-reasons';

/** What may mend most of the rejected lines, the most promising first. */
export async function rejectionRemedies(engine: Engine, csv: CsvSettings, counts: LineCounts): Promise<string[]> {
  const { reasons, linesRejected } = counts;
  const main = reasons[0]!;
  const specific = main.lines * 2 >= linesRejected ? await remedyFor(engine, csv, main.reason) : [];
  return [...specific, `look at the lines above, and if they may be left out raise --max-rejected-share`];
}

/** What may mend the lines rejected for one reason; empty where nothing is known. */
export async function remedyFor(engine: Engine, csv: CsvSettings, reason: RejectReason): Promise<string[]> {
  switch (reason) {
    case 'fecha_invalida':
      return dateRemedy(await fittingDateFormats(engine, csv.dateFormat?.[0]));
    case 'codificacion':
      return csv.encoding === 'utf-8' ? ['if the file is Western European text, say so with --encoding latin1'] : [];
    case 'campos_de_mas':
    case 'campos_de_menos':
      return ['check the separator of the fields (--separator)'];
    case 'cantidad_no_entera':
    case 'precio_invalido': {
      const other = csv.decimal === '.' ? ',' : '.';
      return (await readWithDecimal(engine, reason, other)) ? [`say --decimal ${other}: all of these fit it`] : [];
    }
    default:
      return [];
  }
}

function dateRemedy(formats: string[]): string[] {
  if (formats.length === 0) return ['say how the dates are written with --date-format, e.g. --date-format %d/%m/%Y'];
  const spelt = formats.map((format) => (format === ISO ? 'no --date-format (ISO)' : `--date-format ${format}`));
  const both = formats.length > 1 ? ' (all of these fit every rejected date: only you can tell)' : '';
  return [`say ${spelt.join(' or ')}${both}`];
}

/** Whether all numbers refused for this reason are numbers with the other decimal sign. */
async function readWithDecimal(engine: Engine, reason: RejectReason, decimal: string): Promise<boolean> {
  const text = decimal === ',' ? "translate(valor, ',.', '.!')" : 'valor';
  const [row] = await engine.rows<{ refused: number; fitting: number }>(`
    SELECT count(*) AS refused, count(${engine.dialect.parseNumber(text)}) AS fitting
    FROM staged_lines WHERE motivo = '${reason}'`);
  return row!.refused === row!.fitting;
}
