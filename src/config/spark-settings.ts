import { z } from 'zod';

/** An application of EMR Serverless; all of the first three or none. */
const emr = z.strictObject({
  /** Id of the application. */
  application: z.string().min(1).optional(),
  /** ARN of the role that its jobs run as. */
  role: z
    .string()
    .regex(/^arn:[\w-]+:iam::\d+:role\/\S+$/, 'expected the ARN of a role: arn:aws:iam::123456789012:role/name')
    .optional(),
  /** Prefix of S3 where the tables of a run lie between its steps, and logs afterwards. */
  store: z
    .string()
    .regex(/^s3:\/\/[^/]+(\/|$)/, 'expected a prefix of S3: s3://bucket/prefix')
    // Hadoop reads them as a pattern of names, and Spark a list of folders at each comma.
    .regex(/^[^[\]{}*?\\,]*$/, 'a prefix without [ ] { } * ? \\ and comma')
    .optional(),
  /** Minutes after which EMR ends a job. */
  timeoutMinutes: z.int().min(5).max(1_000_000).default(720),
});

/** Where tables are made, beside the embedded engine: Spark on this machine, a cluster, or EMR Serverless. */
export const sparkSchema = z
  .strictObject({
    /** Python with the package pyspark. */
    python: z.string().min(1).default('python3'),
    /** `local[4]`, `spark://host:7077`; all cores of this machine, or `threads` of them, unless given. */
    master: z.string().min(1).optional(),
    /** Memory of Spark's driver, which is all of it on one machine: `2g`. */
    memory: z
      .string()
      .regex(/^\d+[kmgt]$/i, 'expected a size such as 512m or 2g')
      .optional(),
    /** What starts this program on a worker, word by word; this Node and this checkout unless given, on EMR `recompra`. */
    command: z.array(z.string().min(1)).min(1).optional(),
    /** Other settings of Spark: `spark.sql.shuffle.partitions=400`. */
    conf: z
      .array(z.string().regex(/^spark[.][\w.]+=/, 'name=value, as in spark.sql.shuffle.partitions=400'))
      .default([]),
    emr: emr.prefault({}),
  })
  .superRefine(({ master, emr: { application, role, store } }, context) => {
    const given = { application, role, store };
    if (Object.values(given).every((value) => value === undefined)) return;
    for (const [name, value] of Object.entries(given)) {
      if (value !== undefined) continue;
      context.addIssue({ code: 'custom', path: ['emr', name], message: 'all of application, role and store' });
    }
    if (master !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['master'],
        message: 'nothing beside an application of EMR Serverless',
      });
    }
  });

type SparkSettings = z.output<typeof sparkSchema>;

interface EmrPlace {
  emr: { application: string; role: string; store: string };
}

/** Whether Spark is to be an application of EMR Serverless. */
export function onEmr(spark: SparkSettings): spark is SparkSettings & EmrPlace {
  return spark.emr.application !== undefined;
}
