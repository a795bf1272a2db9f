import { basename } from 'node:path';
import type { CommandOption } from '../../config/errors';
import { shellWord } from '../../config/shell-word';

/** The command line `argv` (node, program, words) with these options in place of those of the same name, for a shell. */
export function mendedCommand(
  [, program = '', ...words]: readonly string[],
  options: readonly CommandOption[],
): string {
  const replaced = new Set(options.map(({ flag }) => flag));
  const kept: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const flag = word.split('=', 1)[0]!;
    if (!replaced.has(flag)) kept.push(word);
    // Its value is the next word, unless it is a switch or the value stands in the same word.
    else if (word === flag && options.some((option) => option.flag === flag && option.value !== undefined)) at++;
  }
  const given = options.flatMap(({ flag, value }) => (value === undefined ? [flag] : [flag, value]));
  return [...calledAs(program), ...[...kept, ...given].map(shellWord)].join(' ');
}

/** How the program was called, as far as that shows. */
function calledAs(program: string): string[] {
  if (program.includes('/node_modules/.bin/')) return ['npx', 'recompra'];
  return basename(program) === 'recompra' ? ['recompra'] : ['node', shellWord(program)];
}
