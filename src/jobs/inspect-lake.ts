import type { CommandOption } from '../config/errors';
import { optionsText } from '../etl/advice/reading-options';
import type { Lake } from '../publication/lake/read-lake';
import type { JobContext } from './context/job-context';
import type { InputReport } from './inspect-input';
import { roomFinding } from './inspect-input';
import { chooseFiles, diskForLake } from './lines/lake-files';
import { readIn } from './lines/lake-settings';

/** What a run on a lake would find: its files, as sound as their facts say, and what they will take. */
export async function inspectLake(
  context: JobContext,
  lake: Lake,
  typed: readonly CommandOption[],
): Promise<InputReport> {
  const { settings, workDir } = readIn(lake, context);
  const chosen = await chooseFiles(context, lake);
  const { files } = chosen;
  const days = files.flatMap(({ parts }) => parts.map(({ day }) => day)).sort();
  const place = { folder: settings.workDir ?? workDir, memory: settings.memory };
  const { lines, ...disk } = await diskForLake(chosen, place);
  const resources = roomFinding(lines, disk);
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
