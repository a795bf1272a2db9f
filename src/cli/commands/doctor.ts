import { tmpdir } from 'node:os';
import { EXIT_CODES, RecompraError } from '../../config/errors';
import type { Check, CheckContext, CheckResult } from '../checks/check';
import type { CommandContext, CommandDefinition } from '../frame/command';
import { CSV_OPTIONS, ENGINE_OPTIONS, type OptionName, S3_OPTIONS } from '../frame/options';
import { typedOptions } from '../frame/typed-options';

/** All of them options of `run` too: the command that is printed has those that were given. */
const DOCTOR_OPTIONS: readonly OptionName[] = [
  'input',
  'output',
  'config',
  ...CSV_OPTIONS,
  ...ENGINE_OPTIONS,
  ...S3_OPTIONS,
];

/** Checks what this machine lacks for a run, and says what to do about it. */
export const doctor: CommandDefinition = {
  name: 'doctor',
  summary: 'check this machine; with --input also look at a file, and say which command to run',
  options: DOCTOR_OPTIONS,
  required: [],
  examples: [
    'recompra doctor',
    'recompra doctor --input data.csv   # its encoding, columns, dates, size, and the command to run',
    'recompra doctor --input s3://bucket/data.csv   # asks S3 for it too',
  ],
  async run(context) {
    const { settings, progress } = context;
    const where = { workDir: settings.workDir ?? tmpdir(), input: settings.input, s3: settings.s3 };
    const results: CheckResult[] = [];
    for (const check of checks()) {
      results.push(await safely(check, where));
      progress.advance(1);
    }
    const seen = settings.input === undefined ? null : await lookAtInput(context);
    const machineFailed = results.some(({ state }) => state === 'fail');
    const exitCode = machineFailed ? EXIT_CODES.usage : (seen?.exitCode ?? 0);
    const command = seen?.command ?? null;
    const all = [...results, ...(seen?.findings ?? [])];
    return {
      lines: [...all.flatMap(asLines), ...(command === null ? [] : ['', 'run it with', command])],
      json: { ok: exitCode === 0, checks: all, ...(seen === null ? {} : { command }) },
      ...(exitCode === 0 ? {} : { exitCode }),
    };
  },
};

interface SeenInput {
  findings: readonly CheckResult[];
  command: string | null;
  exitCode: number;
}

/** What is wrong with the input is a finding like any other, and ends as a run on it would. */
async function lookAtInput(context: CommandContext): Promise<SeenInput> {
  const { inspectInput } = require('../../jobs/inspect-input') as typeof import('../../jobs/inspect-input');
  const { inspectLake } = require('../../jobs/inspect-lake') as typeof import('../../jobs/inspect-lake');
  const { inputLake } = require('../../jobs/lake-settings') as typeof import('../../jobs/lake-settings');
  try {
    const typed = typedOptions(DOCTOR_OPTIONS, context.flags);
    const { settings } = context;
    const placed = { ...context, settings: { ...settings, input: settings.input!, output: settings.output ?? 'out' } };
    const lake = await inputLake(placed);
    const report = lake === null ? inspectInput(context, typed) : inspectLake(placed, lake, typed);
    const { findings, fault, command } = await report;
    return { findings, command, exitCode: fault === null ? 0 : EXIT_CODES[fault] };
  } catch (cause) {
    if (!(cause instanceof RecompraError)) throw cause;
    const { message: found, remedy, exitCode } = cause;
    const finding = { name: 'input', state: 'fail' as const, found, ...(remedy === undefined ? {} : { remedy }) };
    return { findings: [finding], command: null, exitCode };
  }
}

function checks(): Check[] {
  const machine = require('../checks/machine') as typeof import('../checks/machine');
  const engines = require('../checks/engines') as typeof import('../checks/engines');
  const notebooks = require('../checks/notebooks') as typeof import('../checks/notebooks');
  const s3 = require('../checks/s3') as typeof import('../checks/s3');
  return [
    machine.checkNode,
    engines.checkSqlEngine,
    engines.checkBackend,
    s3.checkS3,
    machine.checkDisk,
    machine.checkMemory,
    notebooks.checkKernel,
    notebooks.checkJupyter,
  ];
}

async function safely(check: Check, context: CheckContext): Promise<CheckResult> {
  try {
    return await check(context);
  } catch (cause) {
    return { name: check.name, state: 'fail', found: String(cause), remedy: 'report this as a fault of the program' };
  }
}

function asLines({ name, state, found, remedy }: CheckResult): string[] {
  const line = `${state.padEnd(4)}  ${name}: ${found}`;
  return remedy === undefined ? [line] : [line, `      what to do: ${remedy}`];
}
