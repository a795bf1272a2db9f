import { z } from 'zod';

const prefix = z
  .string()
  .regex(/^([^/*?[{]+\/)+$/, 'a prefix such as "lines/": not empty, without wildcards, ending in a slash');

/** What a deployment can be told, as CDK context: `cdk deploy -c memory=3008 -c schedule='cron(0 3 * * ? *)'`. */
export const deploymentSchema = z
  .object({
    /** Bucket that exists already; a new one, encrypted with a key of its own, unless given. */
    bucket: z.string().min(3).optional(),
    /** KMS key of a bucket that exists already. */
    keyArn: z.string().startsWith('arn:').optional(),
    /** Where purchase lines arrive. */
    input: prefix.default('lines/'),
    /** Where the ETL writes. */
    output: prefix.default('clean/'),
    /** Prefix of a trained model: deploys `predict` too. */
    model: prefix.optional(),
    /** Where `predict` writes. */
    predictions: prefix.default('predictions/'),
    /** Runs at these times instead of at each new object: `rate(1 day)` or `cron(…)`. */
    schedule: z
      .string()
      .regex(/^(rate|cron)\(.+\)$/)
      .optional(),
    architecture: z.enum(['x86_64', 'arm64']).default('x86_64'),
    /** MB; one vCPU for each 1,769. */
    memory: z.coerce.number().int().min(512).max(10_240).default(3_008),
    /** Ephemeral storage, MB: holds the input, DuckDB's tables and the outputs. */
    storage: z.coerce.number().int().min(512).max(10_240).default(10_240),
    /** Seconds. */
    timeout: z.coerce.number().int().min(30).max(900).default(900),
    /** Receives the alarm. */
    email: z.email().optional(),
    /** `RECOMPRA_*` settings of the functions, as JSON: `{"RECOMPRA_CSV_DECIMAL": ","}`. */
    settings: z
      .preprocess((value) => (typeof value === 'string' ? JSON.parse(value) : value), z.record(z.string(), z.string()))
      .default({}),
  })
  .refine(({ input, output, predictions }) => !overlap([input, output, predictions]), {
    message: 'input, output and predictions must not lie inside one another, or a run could set itself off',
  });

export type Deployment = z.output<typeof deploymentSchema>;

function overlap(prefixes: readonly string[]): boolean {
  return prefixes.some((inner, i) => prefixes.some((outer, j) => i !== j && inner.startsWith(outer)));
}
