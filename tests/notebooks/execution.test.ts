import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../notebooks/jupyter/notebook-html';
import { NotebookFailed, ROOT, runNotebook } from '../../notebooks/jupyter/run-notebook';
import { type Notebook, outputsOf, readNotebook, writeNotebook } from './notebook-file';

const FIXTURE = 'tests/notebooks/fixtures/display.ipynb';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recompra-notebooks-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a notebook that runs', () => {
  let executed: string;
  let notebook: Notebook;

  beforeAll(async () => {
    executed = join(folder, 'display.ipynb');
    await runNotebook({ source: FIXTURE, target: executed });
    notebook = readNotebook(executed);
  });

  it('imports the TypeScript of src', () => {
    expect(outputsOf(notebook)[0]).toMatchObject({ name: 'stdout', text: ['top 4\n'] });
  });

  it('shows a danfojs table as HTML and as text', () => {
    const { data } = outputsOf(notebook)[1] ?? {};
    expect(data?.['text/html']).toContain('<table>\n');
    expect(data?.['text/plain']).toEqual([
      'cliente  unidades\n',
      '6cba0c         12\n',
      'a1b2c3     12,345\n',
      '2 rows',
    ]);
  });

  it('holds each figure as an image, as data and as a description, and no script', () => {
    const { data } = outputsOf(notebook)[2] ?? {};
    expect(Object.keys(data ?? {}).sort()).toEqual(['application/vnd.plotly.v1+json', 'image/png', 'text/plain']);
    expect(String(data?.['image/png'])).toMatch(/^iVBORw0KGgo/);
    expect(data?.['text/plain']).toEqual(['Units of two customers']);
  });

  it('is the same file after a second run', async () => {
    const again = join(folder, 'again.ipynb');
    await runNotebook({ source: executed, target: again });
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(executed, 'utf8'));
  });

  it('becomes one HTML page that loads nothing and holds Plotly once', async () => {
    const html = readFileSync(await renderHtml(executed, folder), 'utf8');
    expect(html).not.toMatch(/<(script|link|img)[^>]*(src|href)="(?!data:|#)/);
    expect(html.split('plotly.js (cartesian - minified)')).toHaveLength(2);
    expect(html).toContain('aria-label="Units of two customers"');
  });
});

describe('a kernel at work', () => {
  it('takes source files that appear and change meanwhile', async () => {
    const modules = mkdtempSync(join(ROOT, 'tests/notebooks/modules-'));
    const [source, target] = [join(folder, 'meanwhile.ipynb'), join(folder, 'meanwhile-executed.ipynb')];
    const imported = (name: string) => `from './${relative(ROOT, modules)}/${name}'`;
    const write = (name: string, text: string) => `fs.writeFileSync('${join(modules, name)}', '${text}');`;
    const seen = 'await new Promise((resolve) => setTimeout(resolve, 1500));';
    writeNotebook(source, [
      `import * as fs from 'node:fs';\n${write('gap.ts', 'import { z } from "zod"; export const days = z.int().parse(7);')}`,
      `import { days } ${imported('gap')};\nconsole.log(days);`,
      `${write('new.ts', 'export const top = 3;')}\n${seen}`,
      `import { top } ${imported('new')};\nconsole.log(top);`,
      `${write('gap.ts', 'export const days = 14;')}\n${seen}`,
      `import { days as edited } ${imported('gap')};\nconsole.log(edited);`,
    ]);
    await runNotebook({ source, target }).finally(() => rmSync(modules, { recursive: true }));
    expect(outputsOf(readNotebook(target)).map(({ text }) => text)).toEqual([['7\n'], ['3\n'], ['14\n']]);
  });
});

describe('a cell', () => {
  it('shows a value at its end as a table where it is one, and as it is otherwise', async () => {
    const [source, target] = [join(folder, 'values.ipynb'), join(folder, 'values-executed.ipynb')];
    writeNotebook(source, [
      "const rows = [{ customer: 'a', days: 3 }, { customer: 'b', days: 12 }];\nrows",
      "import { DataFrame } from 'danfojs-node';\nnew DataFrame([[1, 2]], { columns: ['x', 'y'] })",
      '[1, 2, 3]',
    ]);
    await runNotebook({ source, target });
    const outputs = outputsOf(readNotebook(target));
    expect(outputs[0]!.data?.['text/html']).toContain('<table>\n');
    expect(outputs[0]!.data?.['text/plain']).toEqual([
      'customer  days\n',
      'a            3\n',
      'b           12\n',
      '2 rows',
    ]);
    expect(outputs[1]!.data?.['text/plain']).toEqual(['x  y\n', '1  2\n', '1 row']);
    expect(outputs[2]!.text).toEqual(['[ 1, 2, 3 ]\n']);
  });

  it('shows where long work is, ends in the same words every time, and stops it at the next step', async () => {
    const [source, target] = [join(folder, 'live.ipynb'), join(folder, 'live-executed.ipynb')];
    writeNotebook(source, [
      "import { liveProgress } from './notebooks/display/live-progress';\nconst work = liveProgress('training');\nwork.onFit({ model: 'hazard-network', epoch: 1, epochs: 2 });\nwork.done();",
      "const other = liveProgress('training');\nprocess.emit('SIGINT');\ntry { other.onFit({ model: 'x' }) } catch (error) { console.log(error.message) }",
    ]);
    await runNotebook({ source, target });
    const [line, , stopped] = outputsOf(readNotebook(target));
    expect(line!.data?.['text/plain']).toEqual(['training: done']);
    expect(stopped!.text).toEqual(['training was interrupted\n']);
  });
});

describe('a notebook that fails', () => {
  const run = async (sources: string[], timeout = 60): Promise<string> => {
    const source = join(folder, 'failing.ipynb');
    const target = join(folder, 'failed.ipynb');
    writeNotebook(source, sources);
    const failure = await runNotebook({ source, target, timeout }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NotebookFailed);
    expect(existsSync(target)).toBe(false);
    return (failure as NotebookFailed).message;
  };

  it('tells notebook, cell, error and code of a throw', async () => {
    const message = await run(['const a = 1;', "throw new Error('no purchases');"]);
    expect(message).toContain('failing.ipynb, cell 2:\n');
    expect(message).toContain('\nError: no purchases\n');
    expect(message).toContain("    throw new Error('no purchases');");
  });

  it('tells where imports start where one is not found', async () => {
    const message = await run(["import { loadSettings } from '../src/config/load-settings';"]);
    expect(message).toContain('imports start at the root of the checkout');
  });

  it('tells the text of a rejected await', async () => {
    expect(await run(["await Promise.reject(new Error('no model'));"])).toContain('cell 1:\nError: no model\n');
  });

  it('tells the text of a type error', async () => {
    const message = await run(["const units: number = 'three';"]);
    expect(message).toContain("cell 1:\n1:7 - Type 'string' is not assignable to type 'number'.");
  });

  it('fails for an error that no cell waited for, even after the last one', async () => {
    const message = await run(["setTimeout(() => { throw new Error('too late'); }, 50);"]);
    expect(message).toContain('Error: too late');
  });

  it('names the cell that does not end', async () => {
    expect(await run(['1 + 1', 'await new Promise(() => {});'], 2)).toContain('cell 2:\nno end after 2 seconds');
  });

  it('names the cell in which the kernel dies', async () => {
    expect(await run(['process.exit(3);'])).toContain('cell 1:\nthe kernel died');
  });
});
