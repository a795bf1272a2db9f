// Starts the program as a worker does, but the first one that is told file 1 of a task is killed at its work: as soon as
// somebody works in the lake. How it ended stands in the file that CLEANER_ENDED names.
const { spawn } = require('node:child_process');
const { existsSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const args = process.argv.slice(2);
const ended = process.env.CLEANER_ENDED;

function begun() {
  const { root } = JSON.parse(readFileSync(join(args[args.indexOf('--task') + 1], 'task.json'), 'utf8'));
  return readdirSync(root).filter((name) => name.startsWith('.recompra-clean-'));
}

let told = '';
process.stdin.on('data', (piece) => {
  told += piece;
});
process.stdin.on('end', () => {
  const dies = args.includes('--task') && told.trim() === '1' && ended !== undefined && !existsSync(ended);
  const before = new Set(dies ? begun() : []);
  const child = spawn(process.execPath, [resolve(__dirname, '../../src/cli/recompra.cjs'), ...args], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  child.stdin.end(told);
  const watch = setInterval(() => {
    if (dies && begun().some((name) => !before.has(name))) child.kill('SIGKILL');
  }, 2);
  child.on('close', (code, signal) => {
    clearInterval(watch);
    if (dies) writeFileSync(ended, String(signal));
    process.exitCode = code ?? 137;
  });
});
