import type { CommandOption } from '../config/errors';
import { optionsText } from '../etl/advice/reading-options';
import type { Lake } from '../publication/lake/read-lake';
import { freeBytes } from '../storage/disk/free-space';
import { isS3 } from '../storage/s3/s3-address';
import type { InputReport } from './inspect-input';
import { roomFinding } from './inspect-input';
import type { JobContext } from './job-context';
import { chooseFiles } from './lake-files';
import { asCleaned } from './lake-settings';
import { TEXT_A_LINE } from './room-check';

/** What a run on a lake would find: its files, as sound as their facts say, and what they will take. */
export async function inspectLake(
  context: JobContext,
  lake: Lake,
  typed: readonly CommandOption[],
): Promise<InputReport> {
  const { settings, workDir } = await asCleaned(context);
  const { files } = await chooseFiles(context, lake);
  const parts = files.flatMap((file) => file.parts);
  const days = parts.map(({ day }) => day).sort();
  const lines = parts.reduce((sum, { rows }) => sum + rows, 0);
  const fetched = isS3(lake.root) ? parts.reduce((sum, { bytes }) => sum + bytes, 0) : 0;
  const free = await freeBytes(settings.workDir ?? workDir);
  const resources = roomFinding(lines, { textBytes: TEXT_A_LINE * lines, fetched, free, memory: settings.memory });
  const found = `${lake.root}: a lake of ${files.length} clean files, ${lines.toLocaleString('en')} lines`;
  const places = [
    { flag: '--input', value: settings.input },
    { flag: '--output', value: settings.output },
  ];
  const kept = typed.filter(({ flag }) => !places.some((place) => place.flag === flag));
  return {
    findings: [
      { name: 'input', state: 'ok', found },
      { name: 'dates', state: 'ok', found: `${days[0]} to ${days[days.length - 1]}` },
      resources,
    ],
    fault: resources.state === 'fail' ? 'usage' : null,
    command: `recompra run ${optionsText([...places, ...kept])}`,
  };
}
