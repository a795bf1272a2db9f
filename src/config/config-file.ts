import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { RecompraError } from './errors';

/** Read from the current folder where no other file is named. */
const CONFIG_FILE = 'recompra.config.json';

/** Far more than settings ever need. */
const MOST_BYTES = 1 << 20;

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
    return readText(name).replace(/^\uFEFF/, '');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : (cause as Error).message;
    throw new RecompraError('usage', `the config file ${name} cannot be read: ${why}`, {
      remedy: 'check the path given with --config or RECOMPRA_CONFIG',
      cause,
    });
  }
}

/** Settings are a page of text: neither a pipe that is waited for nor a device without end. */
function readText(name: string): string {
  const handle = openSync(name, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const entry = fstatSync(handle);
    if (!entry.isFile()) throw new Error('it is no file');
    if (entry.size > MOST_BYTES) throw new Error(`it has ${entry.size} bytes, at most ${MOST_BYTES} are read`);
    return readFileSync(handle, 'utf8');
  } finally {
    closeSync(handle);
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
