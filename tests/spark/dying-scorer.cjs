// Starts the program as a worker does, but the first one that is told bucket 1 is killed at its work.
const { spawn } = require('node:child_process');
const { existsSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const args = process.argv.slice(2);
const died = join(args[args.indexOf('--bucket') + 1], 'a-scorer-died');

let told = '';
process.stdin.on('data', (piece) => {
  told += piece;
});
process.stdin.on('end', () => {
  const child = spawn(process.execPath, [resolve(__dirname, '../../src/cli/recompra.cjs'), ...args], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  child.stdin.end(told);
  if (told.trim() === '1' && !existsSync(died)) {
    writeFileSync(died, '');
    setTimeout(() => {
      child.kill('SIGKILL');
    }, 400);
  }
  child.on('close', (code) => {
    process.exitCode = code ?? 137;
  });
});
