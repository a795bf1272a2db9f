/** What other programs may build on: `import { run } from 'recompra'`. Everything else may change with any version. */
export { EXIT_CODES, RecompraError } from '../config/errors';
export type { Progress, StagePlace } from '../config/progress';
export { silentProgress } from '../config/progress';
export type { Settings, SettingsInput } from '../config/settings';
export type { Metrics } from '../evaluation/metrics-schema';
export { metricsSchema } from '../evaluation/metrics-schema';
export type { RunSummary } from '../evaluation/run-summary-schema';
export { runSummarySchema, summaryOf } from '../evaluation/run-summary-schema';
export type { ComparedModel, CompareOptions, DateComparison, OwnBaseline, OwnFeature } from './compare-dates';
export { compareDates } from './compare-dates';
export type { CustomerOnDay } from './customer-on-day';
export type { JobOptions, JobSettings } from './jobs';
export { evaluate, predict, run, settingsFrom } from './jobs';
export type { Purchases } from './purchases';
export { openPurchases } from './purchases';
