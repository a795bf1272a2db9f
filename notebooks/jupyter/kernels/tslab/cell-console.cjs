// What the kernel itself says of a cell: the value at its end, as a table where it is one, and what it failed with.
const path = require('node:path');
const vm = require('node:vm');
const { errorText, importAdvice } = require('./cell-errors.cjs');

/** Gives tslab's executors these words instead of their own; to be called before the kernel starts. */
function tellCells(root) {
  const executors = require(path.join(root, 'node_modules/tslab/dist/executor.js'));
  const create = executors.createExecutor;
  const cell = { source: '', compiled: '' };
  rememberCompiled(cell);
  executors.createExecutor = (folder, converters, { log, error }) => {
    const executor = create(folder, converters, {
      log: (value) => showValue(value, root, log),
      error: (...words) => error(...said(words, cell, root)),
    });
    const { execute } = executor;
    executor.execute = (source) => {
      cell.source = source;
      return execute(source);
    };
    return executor;
  };
}

/** The text of the cell that runs, as it was compiled: its frames tell lines of that. */
function rememberCompiled(cell) {
  const run = vm.runInThisContext;
  vm.runInThisContext = (code, options) => {
    cell.compiled = code;
    return run(code, options);
  };
}

/** tslab says an error alone, or a diagnostic as a format, file, line, column and message. */
function said(words, cell, root) {
  if (words.length === 1) return [errorText(words[0], cell)];
  const advice = importAdvice(String(words.at(-1)), root);
  return advice === null ? words : [...words.slice(0, -1), `${words.at(-1)}\n${advice}`];
}

let display;

function showValue(value, root, log) {
  if (!isTable(value)) return log(value);
  display ??= loadDisplay(root);
  const { data } = display.tableOutput(value, { rows: 10 });
  const { lastWriteDisplayData: send } = require(path.join(root, 'node_modules/tslab/dist/jupyter.js'));
  send({ data, metadata: {}, transient: {} }, false);
}

/** A danfojs DataFrame, or rows as objects with the same names. */
function isTable(value) {
  if (Array.isArray(value)) {
    const names = isRow(value[0]) ? Object.keys(value[0]).join('\n') : null;
    return names !== null && value.every((row) => isRow(row) && Object.keys(row).join('\n') === names);
  }
  return Array.isArray(value?.columns) && Array.isArray(value.values) && value.values.every(Array.isArray);
}

function isRow(value) {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The notebooks' own table, compiled: the kernel is plain JavaScript. */
function loadDisplay(root) {
  const { buildSync } = require(path.join(root, 'node_modules/esbuild'));
  const entry = path.join(root, 'notebooks/display/table.ts');
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  const compiled = { exports: {} };
  vm.compileFunction(outputFiles[0].text, ['module', 'exports'])(compiled, compiled.exports);
  return compiled.exports;
}

module.exports = { tellCells };
