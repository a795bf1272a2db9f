import { withoutSlash } from '../../config/slashes';
import type { CommandContext, CommandDefinition, CommandResult } from '../frame/command';
import { CSV_OPTIONS, ENGINE_OPTIONS, S3_OPTIONS, SPARK_OPTIONS } from '../frame/options';
import { counted } from '../printing/figures';

/** Purchase lines, file by file, to a lake of clean ones. */
export const clean: CommandDefinition = {
  name: 'clean',
  summary: 'files of purchase lines, each by itself, to a lake of clean Parquet that other commands read',
  options: [
    'input',
    'output',
    'config',
    ...CSV_OPTIONS,
    ...ENGINE_OPTIONS,
    ...SPARK_OPTIONS,
    ...S3_OPTIONS,
    { flags: '--replace', description: 'a file that has changed since takes the place of what was cleaned of it' },
    {
      flags: '--task <folder>',
      description: 'clean the files named on stdin, of a task that another process has written (docs/scale.md)',
      group: 'Machine and S3:',
    },
  ],
  required: ['input', 'output'],
  unless: 'task',
  examples: [
    "recompra clean --input 'ventas/*.csv' --output lake   # a new day: once more, only its file is cleaned",
    'recompra clean --input s3://bucket/lines/ --output s3://bucket/lake --threads 4',
    "recompra run --input 'lake/clean/**/*.parquet' --output out",
  ],
  async run(context) {
    const { task, replace } = context.flags;
    if (typeof task === 'string') return cleanTask(context, task);
    const { cleanFiles } = require('../../jobs/lake/clean-files') as typeof import('../../jobs/lake/clean-files');
    const result = await cleanFiles(context, { replace: replace === true });
    const { output } = context.settings;
    const { cleaned, known, lake } = result;
    return {
      lines: [
        ...cleaned.map(
          ({ input, linesClean, linesRejected, days }) =>
            `${input}   ${counted(linesClean, 'line')} of ${counted(days, 'day')}, ${count(linesRejected)} rejected`,
        ),
        ...byReason(cleaned).map(([reason, lines]) => `   ${count(lines)} ${reason}`),
        `${counted(cleaned.length, 'file')} cleaned, ${count(known)} known`,
        `${withoutSlash(output)}   ${counted(lake.files, 'file')}, ${counted(lake.linesClean, 'line')}, ${count(lake.linesRejected)} rejected`,
      ],
      json: { output, ...result },
    };
  },
};

/** One of the processes that clean the files of a task: it is told which on stdin, a number a line. */
async function cleanTask(context: CommandContext, folder: string): Promise<CommandResult> {
  const { cleanFromFolder } = require('../../jobs/lake/clean-worker') as typeof import('../../jobs/lake/clean-worker');
  const outcomes = await cleanFromFolder(context, folder, await namedOn(process.stdin));
  return { lines: outcomes.map(({ file, state }) => `file ${file}: ${state}`), json: { outcomes } };
}

/**
 * Numbers on the lines up to an empty one or the end. After an empty line whoever started this process holds its input
 * open as long as there is somebody to answer.
 */
async function namedOn(input: NodeJS.ReadStream): Promise<number[]> {
  const read = await new Promise<{ text: string; ended: boolean }>((resolve, reject) => {
    let text = '';
    input.setEncoding('utf8').on('error', reject);
    input.once('end', () => resolve({ text, ended: true }));
    input.on('data', (piece) => {
      text += piece;
      if (text.endsWith('\n\n')) resolve({ text, ended: false });
    });
  });
  if (!read.ended) {
    input.once('end', () => process.kill(process.pid, 'SIGTERM'));
    input.unref();
  }
  return read.text.split(/\s+/).filter(Boolean).map(Number);
}

/** Rejected lines of all these files, the most frequent reason first. */
function byReason(
  files: readonly { reasons: readonly { reason: string; lines: number }[] }[],
): [reason: string, lines: number][] {
  const sums = new Map<string, number>();
  for (const { reasons } of files) {
    for (const { reason, lines } of reasons) sums.set(reason, (sums.get(reason) ?? 0) + lines);
  }
  return [...sums].sort((a, b) => b[1] - a[1]);
}

function count(value: number): string {
  return value.toLocaleString('en');
}
