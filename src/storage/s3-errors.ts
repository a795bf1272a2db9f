import { RecompraError } from '../config/errors';
import type { S3Address } from './s3-address';
import { formatS3Address } from './s3-address';

/** The permission that an operation needs, as IAM spells it. */
export type S3Action = 's3:GetObject' | 's3:PutObject' | 's3:ListBucket' | 's3:DeleteObject';

interface SdkFault {
  name: string;
  message: string;
  status: number | undefined;
  code: string | undefined;
}

/** What an SDK error tells; its own text is shown only where it holds no request details. */
function fault(cause: unknown): SdkFault {
  const error = cause as { name?: string; message?: string; code?: string; $metadata?: { httpStatusCode?: number } };
  return {
    name: error?.name ?? 'Error',
    message: error?.message ?? String(cause),
    status: error?.$metadata?.httpStatusCode,
    code: error?.code,
  };
}

/** Whether the object is not there (a HEAD request has no body that would name a missing bucket). */
export function isNotFound(cause: unknown): boolean {
  const { name, status } = fault(cause);
  return (name === 'NotFound' || name === 'NoSuchKey' || status === 404) && name !== 'NoSuchBucket';
}

/** Whether S3 knows the caller and refuses. */
export function isForbidden(cause: unknown): boolean {
  const { name, status } = fault(cause);
  return (name === 'AccessDenied' || status === 403) && !CREDENTIAL_FAULTS.test(name);
}

/** Whether the object changed since its ETag was taken. */
export function isPreconditionFailed(cause: unknown): boolean {
  const { name, status } = fault(cause);
  return name === 'PreconditionFailed' || status === 412;
}

/** Whether an upload in parts was completed, dropped, or never begun. */
export function isGoneUpload(cause: unknown): boolean {
  return fault(cause).name === 'NoSuchUpload';
}

/** Whether a conditional write came too late: the object is another by now, or is being written. */
export function isLostRace(cause: unknown): boolean {
  const { name, status } = fault(cause);
  return isPreconditionFailed(cause) || isNotFound(cause) || name === 'ConditionalRequestConflict' || status === 409;
}

/** Whether this store lacks what was asked for (conditional writes). */
export function isNotImplemented(cause: unknown): boolean {
  const { name, status } = fault(cause);
  return name === 'NotImplemented' || status === 501;
}

/** An SDK error in our terms: address, action, what S3 said and what to do; never a credential. */
export function s3Error(action: S3Action, address: S3Address, cause: unknown): RecompraError {
  if (cause instanceof RecompraError) return cause;
  const where = formatS3Address(address);
  const found = fault(cause);
  const known = KNOWN_FAULTS.find(({ matches }) => matches(found));
  if (known !== undefined) {
    const kind = known.kind ?? (action === 's3:GetObject' || action === 's3:ListBucket' ? 'data' : 'usage');
    return new RecompraError(kind, `${where}: ${known.message(address, found)} (${action}, ${found.name})`, {
      remedy: known.remedy(action, address),
      transient: CHECKSUM_FAULT.test(found.message),
      cause,
    });
  }
  return new RecompraError('unexpected', `${where}: ${action} failed: ${found.name}: ${found.message}`, {
    remedy: 'try again; `recompra doctor --input s3://…` checks the connection step by step',
    cause,
  });
}

interface KnownFault {
  matches(found: SdkFault): boolean;
  /** Fixed kind; a missing thing is `data` when reading and `usage` when writing. */
  kind?: 'usage' | 'unexpected';
  message(address: S3Address, found: SdkFault): string;
  remedy(action: S3Action, address: S3Address): string;
}

const CREDENTIAL_FAULTS = /^(InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|InvalidToken|TokenRefreshRequired)/;
const CHECKSUM_FAULT = /^Checksum mismatch/;
const UNREACHABLE = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ECONNRESET)$/;

/** In order: the first match tells. */
const KNOWN_FAULTS: readonly KnownFault[] = [
  {
    matches: ({ name }) => name === 'NoSuchBucket',
    message: ({ bucket }) => `there is no bucket ${bucket}`,
    remedy: () => 'check the name of the bucket, and the account and endpoint in use',
  },
  {
    matches: ({ message }) => CHECKSUM_FAULT.test(message),
    message: (_, { message }) => `the bytes are not those that S3 states: ${message}`,
    remedy: () => 'try again; if it comes again, the object is damaged: upload it anew',
  },
  {
    matches: ({ name, status }) => name === 'NoSuchKey' || name === 'NotFound' || status === 404,
    message: () => 'there is no such object',
    remedy: (_, { bucket }) => `list what is there: aws s3 ls s3://${bucket}/`,
  },
  {
    matches: ({ name }) => name === 'CredentialsProviderError' || /credentials/i.test(name),
    kind: 'usage',
    message: () => 'no AWS credentials were found',
    remedy: () => 'set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; see `recompra doctor`',
  },
  {
    matches: ({ name }) => CREDENTIAL_FAULTS.test(name),
    kind: 'usage',
    message: () => 'S3 does not accept these credentials',
    remedy: () => 'renew the credentials of this profile or session, and check that they belong to this endpoint',
  },
  {
    matches: ({ name, status }) => name === 'AccessDenied' || status === 403,
    kind: 'usage',
    message: () => 'access denied',
    remedy: (action, address) => `allow ${action} on ${formatS3Address(address)} for the role or user in use`,
  },
  {
    matches: ({ name, status }) => name === 'PermanentRedirect' || status === 301,
    kind: 'usage',
    message: ({ bucket }) => `bucket ${bucket} lies in another region`,
    remedy: () => 'give the region of the bucket with --s3-region or AWS_REGION',
  },
  {
    matches: ({ message }) => /region is missing/i.test(message),
    kind: 'usage',
    message: () => 'no AWS region is set',
    remedy: () => 'give it with --s3-region or AWS_REGION',
  },
  {
    matches: ({ code, name }) => UNREACHABLE.test(code ?? '') || name === 'TimeoutError',
    kind: 'unexpected',
    message: () => 'the S3 endpoint does not answer, or broke off',
    remedy: () => 'check the network, --s3-endpoint and AWS_ENDPOINT_URL_S3, and try again',
  },
];
