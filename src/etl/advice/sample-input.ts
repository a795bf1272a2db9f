import { isUtf8 } from 'node:buffer';
import type { CsvSettings } from '../../config/settings';
import { firstBytes, openText } from '../../csv/input-text';
import type { InputObject } from '../../storage/inputs/input-object';
import { utf16Order } from '../read/csv-header';
import type { EtlJob } from '../read/etl-job';
import { isParquet, parquetSample } from '../read/stage-parquet';
import type { TableSample } from '../read/table-sample';
import { textLayout } from './text-layout';

/** Bytes of text looked at. */
const SAMPLE_BYTES = 1 << 20;

export interface SampledInput {
  sample: TableSample;
  /** The settings with the encoding and layout that the text shows. */
  csv: CsvSettings;
  /** Sign between the fields of the text; null of Parquet. */
  separator: string | null;
}

/** The first rows of an input, read by what they show rather than by what the settings say; null where it is no table. */
export async function sampleInput(job: EtlJob, input: InputObject): Promise<SampledInput | null> {
  const { csv } = job.settings;
  if (await isParquet(input)) return { csv, sample: await parquetSample(job, input), separator: null };
  const encoding = await shownEncoding(input, csv.encoding);
  const text = await firstBytes(await openText(input, { encoding }), SAMPLE_BYTES);
  const given = { ...csv, encoding };
  // A separator that was given may be the wrong one.
  const layout = textLayout(text, given) ?? textLayout(text, { ...given, separator: undefined });
  if (layout === null) return null;
  const { sample, header, skipLines } = layout;
  // A separator that the header shows need not be said.
  const isShown = csv.separator === undefined && header && layout.separator !== ' ';
  const separator = isShown ? undefined : layout.separator;
  const shown = { ...csv, encoding, header, skipLines, ...(separator === undefined ? {} : { separator }) };
  return { sample, csv: shown, separator: layout.separator };
}

async function shownEncoding(input: InputObject, given: CsvSettings['encoding']): Promise<CsvSettings['encoding']> {
  const bytes = await firstBytes(await openText(input, { encoding: 'utf-8' }), SAMPLE_BYTES);
  const order = utf16Order(bytes);
  if (order !== null) return order;
  if (given !== 'utf-8') return given.startsWith('utf-16') ? 'utf-8' : given;
  // The last character may be cut.
  const whole = bytes.length < SAMPLE_BYTES ? bytes : bytes.subarray(0, bytes.lastIndexOf(10) + 1);
  return isUtf8(whole) || isMostlyUtf8(whole) ? 'utf-8' : 'latin1';
}

/** Whether more characters beyond ASCII are UTF-8 than not: some damage in UTF-8 makes it no Latin-1. */
function isMostlyUtf8(bytes: Buffer): boolean {
  const text = bytes.toString('utf8');
  const wrong = text.split('\ufffd').length - 1;
  const right = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0;
  return right > wrong;
}
