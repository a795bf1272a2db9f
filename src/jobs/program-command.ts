import { join } from 'node:path';
import type { Settings } from '../config/settings';

/** This checkout's command. */
const COMMAND = join(__dirname, '..', '..', 'src/cli/recompra.cjs');

/** What starts this program once more, here or where the engine has workers. */
export function programCommand({ spark }: Pick<Settings, 'spark'>): readonly string[] {
  return spark.command ?? [process.execPath, COMMAND];
}
