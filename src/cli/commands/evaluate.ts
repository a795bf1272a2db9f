import { EXIT_CODES } from '../../config/errors';
import type { GateResult } from '../../evaluation/quality-gate';
import type { CommandDefinition } from '../frame/command';
import type { OptionDefinition } from '../frame/options';
import { TRAINING_OPTIONS } from '../frame/options';
import { dateTable, productTable, runSummary } from '../printing/run-summary';

const GATE: OptionDefinition = {
  flags: '--gate <demands>',
  description: 'exit with 5 unless the chosen models hold: mae=5.0,coverage=.75..,hit3=.5',
  group: 'Rule and prediction:',
};

/** How good the models are, every baseline beside them. */
export const evaluate: CommandDefinition = {
  name: 'evaluate',
  summary: 'every model and baseline side by side, by rolling origins: table, metrics.json and report',
  options: [...TRAINING_OPTIONS, 'reports', GATE],
  required: ['input', 'output'],
  examples: [
    'recompra evaluate --input data.csv --output figures',
    'recompra evaluate -i data.csv -o figures --json',
    'recompra evaluate -i data.csv -o figures --gate mae=5.0,coverage=.75..,hit3=.5   # for a pipeline',
  ],
  async run(context) {
    const { evaluateModels } = require('../../jobs/evaluate-models') as typeof import('../../jobs/evaluate-models');
    const demands = context.flags['gate'] === undefined ? null : String(context.flags['gate']);
    const { metrics, timings, gate } = await evaluateModels(context, demands);
    const failed = gate.some(({ held }) => !held);
    return {
      lines: [
        ...[...dateTable(metrics), '', ...productTable(metrics), '', ...runSummary(metrics)],
        ...gate.map(gateLine),
      ],
      json: { timings, metrics, ...(demands === null ? {} : { gate }) },
      ...(failed ? { exitCode: EXIT_CODES.quality } : {}),
    };
  },
};

/** "gate        coverage 0.811: held (0.75 …)" */
function gateLine({ name, low, high, value, held }: GateResult): string {
  const found = value === null ? 'nothing was judged' : value.toFixed(3);
  return `gate        ${name} ${found}: ${held ? 'held' : 'NOT held'} (${low ?? ''} … ${high ?? ''})`;
}
