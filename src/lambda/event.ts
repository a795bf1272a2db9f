import { z } from 'zod';
import type { S3Address } from '../storage/s3/s3-address';
import { LambdaFailure } from './failure';

/** What an event asks for, whatever its shape. */
export type Request =
  /** The input and output of the environment. */
  | { kind: 'defaults' }
  /** One input and one output of the same bucket. */
  | { kind: 'keys'; bucket: string; inputKey: string; outputKey: string }
  /** These objects were created; notifications of anything else are left out. */
  | { kind: 'created'; objects: S3Address[] };

const bucket = z.string().min(3).max(63);
const key = z.string().min(1).max(1024);

const nothing = z.strictObject({}).transform((): Request => ({ kind: 'defaults' }));

const keys = z.strictObject({ bucket, key_input: key, key_output: key }).transform(
  (event): Request => ({
    kind: 'keys',
    bucket: event.bucket,
    inputKey: event.key_input,
    outputKey: event.key_output,
  }),
);

/** Keys of S3's own notifications are encoded as in a form: a space is a plus. */
const encodedKey = z
  .string()
  .min(1)
  .transform((text, context) => {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '));
    } catch {
      context.addIssue({ code: 'custom', message: 'the key is not URL-encoded' });
      return z.NEVER;
    }
  });

const notification = z
  .object({
    Records: z
      .array(
        z.object({
          eventSource: z.literal('aws:s3'),
          eventName: z.string().min(1),
          s3: z.object({ bucket: z.object({ name: bucket }), object: z.object({ key: encodedKey }) }),
        }),
      )
      .min(1),
  })
  .transform(({ Records }): Request => {
    const created = Records.filter(({ eventName }) => /^(s3:)?ObjectCreated:/.test(eventName));
    return { kind: 'created', objects: created.map(({ s3 }) => ({ bucket: s3.bucket.name, key: s3.object.key })) };
  });

/** EventBridge gives keys as they are. */
const objectCreated = z
  .object({
    source: z.literal('aws.s3'),
    'detail-type': z.string().min(1),
    detail: z.object({ bucket: z.object({ name: bucket }), object: z.object({ key }) }),
  })
  .transform((event): Request => {
    const { detail } = event;
    const created = event['detail-type'] === 'Object Created';
    return { kind: 'created', objects: created ? [{ bucket: detail.bucket.name, key: detail.object.key }] : [] };
  });

const schedule = z
  .object({ source: z.enum(['aws.events', 'aws.scheduler']), 'detail-type': z.literal('Scheduled Event') })
  .transform((): Request => ({ kind: 'defaults' }));

/** Every event the functions accept. AWS may add fields to its own; ours are closed. */
const eventSchema = z.union([nothing, keys, notification, objectCreated, schedule]);

/** What an event asks for. Fails with type EventError on any other shape, naming the fields that belong there. */
export function parseEvent(event: unknown): Request {
  const parsed = eventSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new LambdaFailure('EventError', `the event is of no known shape: found ${outline(event)}`, {
    remedy:
      'send {}, {"bucket": …, "key_input": …, "key_output": …}, an S3 notification, or an EventBridge event of S3 or of a schedule',
  });
}

const KNOWN_FIELDS = ['bucket', 'key_input', 'key_output', 'Records', 'source', 'detail-type', 'detail'];

/** Fields that events can have, and the number of the others: whatever an event holds may not belong in a log. */
function outline(event: unknown): string {
  if (Array.isArray(event)) return 'a list';
  if (typeof event !== 'object' || event === null) return event === null ? 'null' : `a ${typeof event}`;
  const names = Object.keys(event);
  const known = KNOWN_FIELDS.filter((name) => names.includes(name));
  const others = names.length - known.length;
  return `the fields ${[...known, ...(others > 0 ? [`${others} unknown`] : [])].join(', ')}`;
}
