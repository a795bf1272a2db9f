import { readFile } from 'node:fs/promises';
import { RecompraError } from '../config/errors';

/** The names in a text file, one a line; blank lines and the space around names do not count. */
export async function readNames(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new RecompraError('usage', `the list ${path} cannot be read`, {
      remedy: 'name a text file with one name a line',
      cause,
    });
  });
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
