import type { CsvSettings } from '../../config/settings';
import type { Relation } from '../../engine/relation';
import type { EtlJob } from '../read/etl-job';
import { valuesAt } from '../read/table-sample';
import type { LineCounts } from '../rejects/line-counts';
import type { LineColumn, RejectReason } from '../rejects/reject-reasons';
import { refusedValues } from './advise-reading';
import type { NumberSigns } from './choose-numbers';
import { bareNumber, isNumber } from './choose-numbers';
import { columnRoles } from './column-roles';
import { dateReadings } from './date-shapes';
import type { Refused } from './propose';
import { propose } from './propose';
import { optionsText, readingOptions } from './reading-options';
import type { SampledInput } from './sample-input';
import { sampleInput } from './sample-input';

/** What may mend the rejected lines of a run that goes on, by reason: only what leaves the others as they are. */
export type RejectAdvice = ReadonlyMap<RejectReason, string>;

const LOOKED_INTO: readonly RejectReason[] = [
  'codificacion',
  'fecha_invalida',
  'cantidad_no_entera',
  'precio_invalido',
];

/** Looks at what was refused beside the first rows of the input; empty where nothing better is found. */
export async function adviseRejects(job: EtlJob, { reasons }: LineCounts, judged: Relation): Promise<RejectAdvice> {
  const advice = new Map<RejectReason, string>();
  const looked = LOOKED_INTO.filter((reason) => reasons.some((found) => found.reason === reason));
  if (looked.length === 0) return advice;
  const sampled = await sampleInput(job, job.inputs[0]!).catch(() => null);
  if (sampled === null) return advice;
  const refused = await refusedValues(job.engine, judged);
  const given = job.settings.csv;
  for (const reason of looked) {
    const text = adviceFor(reason, given, sampled, refused);
    if (text !== null) advice.set(reason, text);
  }
  return advice;
}

function adviceFor(reason: RejectReason, given: CsvSettings, sampled: SampledInput, refused: Refused): string | null {
  if (reason === 'codificacion') return encodingAdvice(given, sampled);
  const proposed = propose(sampled.sample, { ...sampled.csv, columns: given.columns }, refused);
  if ('missing' in proposed) return null;
  const { dateFormat, decimal, thousands } = proposed.csv;
  if (reason === 'fecha_invalida') return dateAdvice(given, dateFormat ?? [], refused.get('fecha_compra') ?? []);
  const column = reason === 'precio_invalido' ? 'precio' : 'cantidad';
  return numberAdvice(given, { decimal, thousands }, column, sampled, refused);
}

/** Text that is mostly UTF-8 would be spoilt by another encoding. */
function encodingAdvice({ encoding }: CsvSettings, { sample, csv }: SampledInput): string | null {
  if (encoding !== 'utf-8') return null;
  if (csv.encoding === 'latin1') return 'if it is Western European text, say --encoding latin1';
  const foreign = sample.rows.some((row) => row.some((field) => /[^\p{ASCII}\ufffd]/u.test(field)));
  return foreign ? 'the other lines are UTF-8, so these are damaged: export or transfer the file again' : null;
}

/** Further formats beside all of those given. */
function dateAdvice(given: CsvSettings, formats: readonly string[], refused: readonly string[]): string | null {
  const before = given.dateFormat ?? ['ISO'];
  if (!before.every((format) => formats.includes(format))) return null;
  const more = formats.filter((format) => !before.includes(format));
  const read = refused.filter((value) => dateReadings(value).some(({ format }) => more.includes(format)));
  if (read.length === 0) return null;
  const options = optionsText(readingOptions(given, { ...given, dateFormat: [...before, ...more] }));
  return `${options} reads ${read.length === refused.length ? 'them' : 'some of them'} too`;
}

/** A sign between thousands that none of the numbers read so far holds. */
function numberAdvice(
  given: CsvSettings,
  signs: NumberSigns,
  column: LineColumn,
  { sample, csv }: SampledInput,
  refused: Refused,
): string | null {
  if (signs.decimal !== given.decimal || signs.thousands === given.thousands) return null;
  const mended = (refused.get(column) ?? []).some((value) => isNumber(bareNumber(value), signs));
  const position = columnRoles(sample, { ...csv, columns: given.columns }).found.get(column);
  const read = position === undefined ? [] : valuesAt(sample, position).map(bareNumber);
  const lost = read.some((value) => isNumber(value, given) && !isNumber(value, signs));
  if (!mended || lost) return null;
  return `${optionsText(readingOptions(given, { ...given, thousands: signs.thousands }))} reads them too`;
}
