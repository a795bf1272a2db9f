import { RecompraError } from '../config/errors';
import type { Settings } from '../config/settings';
import { globToRegExp, hasWildcard } from '../storage/inputs/glob';
import { isInputName } from '../storage/inputs/input-names';
import type { S3Address } from '../storage/s3/s3-address';
import { folderPrefix, formatS3Address, isS3, parseS3Address } from '../storage/s3/s3-address';
import type { Request } from './event';

/** What an invocation has to do: read these addresses and write below that prefix, or nothing, and why. */
export type Assignment = { inputs: string[]; output: string } | { skipped: string };

type Places = Pick<Settings, 'input' | 'output'>;

/**
 * Where to read and write. The places of the environment hold unless the event names its own; objects that were
 * created start a run over RECOMPRA_INPUT where they belong to it, or over themselves where it is not set. Objects
 * below the output never start one, so that a function cannot set itself off.
 */
export function assign(request: Request, places: Places): Assignment {
  switch (request.kind) {
    case 'defaults':
      return { inputs: [required(places, 'input')], output: required(places, 'output') };
    case 'keys': {
      const { bucket, inputKey, outputKey } = request;
      const output = { bucket, key: outputPrefix(outputKey) };
      return { inputs: [formatS3Address({ bucket, key: inputKey })], output: formatS3Address(output) };
    }
    case 'created':
      return assignCreated(request.objects, places);
  }
}

function assignCreated(objects: readonly S3Address[], places: Places): Assignment {
  const output = required(places, 'output');
  const { input } = places;
  const fresh = objects.filter((object) => isInputName(object.key) && !isBelow(object, output));
  if (fresh.length === 0) return { skipped: 'the event announces no new purchase lines' };
  if (input === undefined) return { inputs: distinct(fresh.map(formatS3Address)), output };
  return fresh.some((object) => belongsTo(object, input))
    ? { inputs: [input], output }
    : { skipped: 'the event announces nothing that belongs to RECOMPRA_INPUT' };
}

/** The folder of the contract's files. Their names are fixed, so a key that names one of them means its folder. */
function outputPrefix(key: string): string {
  if (!/\.(parquet|csv|json|gz)$/i.test(key)) return key;
  const folder = key.slice(0, key.lastIndexOf('/') + 1);
  if (/^(clientes_recurrentes|predicciones_clientes)\.parquet$/.test(key.slice(folder.length))) return folder;
  throw new RecompraError('usage', `key_output is ${key}, but the outputs' names are fixed`, {
    remedy: 'give the prefix that receives clientes_recurrentes.parquet and the rest',
    logged: "key_output names a file, but the outputs' names are fixed",
  });
}

function isBelow({ bucket, key }: S3Address, location: string): boolean {
  if (!isS3(location)) return false;
  const folder = parseS3Address(location);
  return bucket === folder.bucket && key.startsWith(folderPrefix(folder.key));
}

function belongsTo(object: S3Address, input: string): boolean {
  if (!isS3(input)) return false;
  const { bucket, key } = parseS3Address(input);
  if (bucket !== object.bucket) return false;
  if (key === object.key || isBelow(object, input)) return true;
  return hasWildcard(key) && globToRegExp(key).test(object.key);
}

function distinct(addresses: string[]): string[] {
  return [...new Set(addresses)].sort();
}

function required(places: Places, name: 'input' | 'output'): string {
  const place = places[name];
  if (place !== undefined) return place;
  const variable = `RECOMPRA_${name.toUpperCase()}`;
  const logged = `the event names no ${name}, and ${variable} is not set`;
  throw new RecompraError('usage', logged, {
    logged,
    remedy: `set ${variable} to an address such as s3://bucket/${name === 'input' ? 'lines/' : 'out'} in the function's environment`,
  });
}
