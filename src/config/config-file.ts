import { existsSync, readFileSync } from 'node:fs';
import { RecompraError } from './errors';

/** Read from the current folder where no other file is named. */
export const CONFIG_FILE = 'recompra.config.json';

export interface ConfigFile {
  name: string;
  values: object;
}

/** The named config file, or the one of the current folder if there is one. Fails with kind `usage` on bad JSON. */
export function readConfigFile(path?: string): ConfigFile | null {
  if (path === undefined && !existsSync(CONFIG_FILE)) return null;
  const name = path ?? CONFIG_FILE;
  const values = parse(name, read(name));
  if (typeof values === 'object' && values !== null && !Array.isArray(values)) return { name, values };
  throw new RecompraError('usage', `${name} holds ${JSON.stringify(values).slice(0, 40)}, expected a JSON object`, {
    remedy: 'write the settings as {"input": "…", "recurrence": {"minProducts": 10}}',
  });
}

function read(name: string): string {
  try {
    return readFileSync(name, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new RecompraError('usage', `the config file ${name} cannot be read: ${String(cause)}`, {
      remedy: 'check the path given with --config or RECOMPRA_CONFIG',
      cause,
    });
  }
}

function parse(name: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new RecompraError('usage', `${name} is not valid JSON: ${(cause as Error).message}`, {
      remedy: 'correct it there; JSON has no comments and no comma after the last entry',
      cause,
    });
  }
}
