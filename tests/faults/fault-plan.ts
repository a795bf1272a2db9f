import type { Verdict } from '../storage/s3-proxy';

const SINGLE = ['resets', 'cut answers', 'slow down', 'lost answers', 'cut requests', 'stalls'] as const;
/** Faults that a run has to get over by itself. */
export const PASSING = [...SINGLE, 'all of them'] as const;
/** Faults that may end a run; the next one is undisturbed. */
export const ENDING = [
  'input replaced',
  'outage',
  'killed at a request',
  'killed while closing',
  'killed at a time',
] as const;
/** Two runs at once. */
export const TWICE = ['same event twice', 'two inputs at once'] as const;

export type PassingFault = (typeof PASSING)[number];
export type EndingFault = (typeof ENDING)[number];
export type Fault = PassingFault | EndingFault | (typeof TWICE)[number];

/** Kills come more often than others. */
const ROUND: readonly Fault[] = [
  ...PASSING,
  ...ENDING,
  ...TWICE,
  'killed at a request',
  'killed while closing',
  'killed while closing',
  'killed at a time',
];

/** Uniform in [0, 1). */
export type Random = () => number;

/** The fault of a seeded run. */
export function faultOf(seed: number): Fault {
  return ROUND[seed % ROUND.length]!;
}

/** Chance that a request meets a passing fault. */
const CHANCE = 0.15;
/** Bodies are broken within these first bytes. */
const WITHIN = 3_000;

/** What becomes of one request, `METHOD /path?query`, under a passing fault. */
export function passingFault(fault: PassingFault, random: Random, request: string): Verdict {
  if (random() > CHANCE) return 'pass';
  const one = fault === 'all of them' ? SINGLE[Math.floor(random() * SINGLE.length)]! : fault;
  return spoil(one, random, request);
}

function spoil(fault: (typeof SINGLE)[number], random: Random, request: string): Verdict {
  const bytes = Math.floor(random() ** 2 * WITHIN);
  switch (fault) {
    case 'resets':
      return { breakAfter: bytes, by: 'reset' };
    case 'cut answers':
      return { breakAfter: bytes, by: 'close' };
    case 'slow down':
      return random() < 0.7 ? { status: 503, code: 'SlowDown' } : { status: 500, code: 'InternalError' };
    case 'lost answers':
      return 'lose the answer';
    case 'cut requests':
      return request.startsWith('GET') ? 'pass' : { resetRequestAfter: bytes };
    case 'stalls':
      return random() < 0.3 ? { stallAfter: bytes } : 'pass';
  }
}
