// What a cell says when it fails: the error as the program would print it, and the user's own line, not the frames of
// the kernel; of an import that is not found, where imports start from.
const { readdirSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { inspect } = require('node:util');

/** Frames of the kernel, of Node and of the engine that runs cells. */
const FOREIGN = /node_modules[\\/](tslab|@tslab)[\\/]|\(?node:|kernels[\\/]tslab[\\/]/;
const CELL_FRAME = /evalmachine\.<anonymous>:(\d+):\d+/;

/** An error as a cell shows it: message, what to do, and the way down to the user's line. */
function errorText(error, { source, compiled }) {
  if (!(error instanceof Error)) return inspect(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const at = frames.findIndex((frame) => CELL_FRAME.test(frame));
  const own = (at < 0 ? frames : frames.slice(0, at)).filter((frame) => !FOREIGN.test(frame));
  const cell = at < 0 ? [] : [cellLine(Number(CELL_FRAME.exec(frames[at])[1]), source, compiled)];
  const details = [
    ...(error.lines ?? []).map((line) => `  ${line}`),
    ...(error.remedy ? [`what to do: ${error.remedy}`] : []),
  ];
  const title = `${error.name}: ${error.message}`;
  return [title, ...details, ...own.map((frame) => frame.replace(`${process.cwd()}/`, '')), ...cell].join('\n');
}

/** "    at line 3 of the cell: const days = gap(…);": the line of the source that became this compiled one. */
function cellLine(line, source, compiled) {
  const text = compiled.split('\n')[line - 1] ?? '';
  const words = wordsOf(text);
  const lines = source.split('\n');
  const ranked = lines
    .map((own, index) => ({ index, shared: wordsOf(own).filter((word) => words.includes(word)).length }))
    .sort((a, b) => b.shared - a.shared || a.index - b.index);
  const best = ranked[0];
  if (best === undefined || best.shared === 0) return '    at this cell';
  return `    at line ${best.index + 1} of the cell: ${lines[best.index].trim()}`;
}

function wordsOf(text) {
  return text.match(/[\w$]+/g) ?? [];
}

/** What is added to the compiler's word on an import that it does not find. */
function importAdvice(message, root) {
  const name = /^Cannot find module '(\.[^']*)'/.exec(message)?.[1];
  if (name === undefined) return null;
  const folder = dirname(join(root, name));
  const there = namesIn(folder);
  const near =
    there.length === 0
      ? ''
      : `; ${dirname(name)} has ${there.slice(0, 8).join(', ')}${there.length > 8 ? ` and ${there.length - 8} more` : ''}`;
  return `imports start at the root of the checkout (${root}), wherever the notebook lies: './src/…', './notebooks/…'${near}`;
}

function namesIn(folder) {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .map((name) => name.replace(/\.ts$/, ''))
      .sort();
  } catch {
    return [];
  }
}

module.exports = { errorText, importAdvice };
