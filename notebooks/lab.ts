import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureLabPython } from '../tests/setup/python-env';
import { labArguments, labEnvironment } from './jupyter/lab-server';

/** `npm run lab`: JupyterLab on the notebooks with their kernel; its own options follow `--`: `-- --port 9000`. */
const { python } = ensureLabPython();
const lab = spawn(python, [...labArguments(), ...process.argv.slice(2)], {
  cwd: join(__dirname, '..'),
  env: labEnvironment(),
  stdio: 'inherit',
});
// Ctrl-C reaches both; JupyterLab asks whether it is meant.
process.on('SIGINT', () => undefined);
lab.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
lab.once('close', (code) => {
  process.exitCode = code ?? 1;
});
