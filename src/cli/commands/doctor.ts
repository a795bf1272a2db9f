import { tmpdir } from 'node:os';
import { EXIT_CODES } from '../../config/errors';
import type { Check, CheckContext, CheckResult } from '../checks/check';
import type { CommandDefinition } from '../frame/command';
import { S3_OPTIONS } from '../frame/options';

/** Checks what this machine lacks for a run, and says what to do about it. */
export const doctor: CommandDefinition = {
  name: 'doctor',
  summary: 'check Node, engines, notebook kernel, S3, disk and memory',
  options: ['input', 'config', 'workDir', ...S3_OPTIONS],
  required: [],
  examples: ['recompra doctor', 'recompra doctor --input s3://bucket/data.csv   # asks S3 for it too'],
  async run({ settings, progress }) {
    const context = { workDir: settings.workDir ?? tmpdir(), input: settings.input, s3: settings.s3 };
    const results: CheckResult[] = [];
    for (const check of checks()) {
      results.push(await safely(check, context));
      progress.advance(1);
    }
    const failed = results.some(({ state }) => state === 'fail');
    return {
      lines: results.flatMap(asLines),
      json: { ok: !failed, checks: results },
      ...(failed ? { exitCode: EXIT_CODES.usage } : {}),
    };
  },
};

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
