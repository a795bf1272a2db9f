import type { SettingsInput } from '../config/settings';

/** What Node, the AWS SDK and buffers need beside the engine, MB. */
const NODE_MB = 192;
/** Share of the rest for DuckDB's own pool: what it allocates beside it (strings, Parquet writers) needs room too. */
const ENGINE_SHARE = 0.6;
/** The least DuckDB starts and sorts with, MB. */
const LEAST_MB = 128;
/** Memory that buys one vCPU. Source: AWS Lambda, "Configure Lambda function memory". */
const MB_PER_CORE = 1769;

/** DuckDB's memory and threads for a function of this many MB; settings of the environment win over them. */
export function engineShare(functionMb: number): { memory: string; threads: number } {
  const memory = Math.max(LEAST_MB, Math.floor((functionMb - NODE_MB) * ENGINE_SHARE));
  return { memory: `${memory}MB`, threads: Math.max(1, Math.round(functionMb / MB_PER_CORE)) };
}

/** The share of the function this process runs in; nothing outside Lambda, where DuckDB takes the machine's. */
export function functionDefaults(environment: Record<string, string | undefined>): SettingsInput {
  const functionMb = Number(environment['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']);
  return functionMb > 0 ? engineShare(functionMb) : {};
}
