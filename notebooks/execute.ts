import { copyFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { renderHtml } from './jupyter/notebook-html';
import { NotebookFailed, ROOT, runNotebook } from './jupyter/run-notebook';

const USAGE = `npm run notebooks -- [notebook…] [options]

Executes notebooks (all of notebooks/ unless given) from top to bottom in Jupyter and stops at the first that fails.

  --output DIR     folder of the executed copies (.cache/notebooks)
  --write          put the outputs into the notebooks themselves, once a notebook has run to its end
  --html DIR       also render each as an HTML page with interactive figures
  --timeout SECS   limit of each cell (600)
`;

const OPTIONS = {
  output: { type: 'string', default: '.cache/notebooks' },
  write: { type: 'boolean', default: false },
  html: { type: 'string' },
  timeout: { type: 'string', default: '600' },
  help: { type: 'boolean', default: false },
} as const;

/** Runs the door's command line; paths are taken from the repo root. Resolves to the exit code. */
async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  for (const source of positionals.length > 0 ? positionals : committedNotebooks()) {
    const started = Date.now();
    const target = join(values.output, basename(source));
    await runNotebook({ source, target, timeout: Number(values.timeout) });
    const pages = values.html === undefined ? [] : [await renderHtml(target, values.html)];
    if (values.write) {
      copyFileSync(resolve(ROOT, target), resolve(ROOT, source));
    }
    const results = [values.write ? source : target, ...pages].join(', ');
    process.stdout.write(`${source} ran in ${((Date.now() - started) / 1000).toFixed(1)} s: ${results}\n`);
  }
  return 0;
}

function committedNotebooks(): string[] {
  const files = readdirSync(join(ROOT, 'notebooks')).filter((file) => file.endsWith('.ipynb'));
  return files.sort().map((file) => `notebooks/${file}`);
}

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: Error) => {
    process.stderr.write(error instanceof NotebookFailed ? `${error.message}\n` : `${error.message}\n\n${USAGE}`);
    process.exitCode = 1;
  },
);
