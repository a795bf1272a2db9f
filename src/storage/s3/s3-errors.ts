import { RecompraError } from '../../config/errors';
import type { S3Address } from './s3-address';
import { formatS3Address } from './s3-address';

/** The permission that an operation needs, as IAM spells it. */
export type S3Action = 's3:GetObject' | 's3:PutObject' | 's3:ListBucket' | 's3:DeleteObject';

interface SdkFault {
  name: string;
  /** Never shown: a server may put there whatever it was sent. */
  message: string;
  status: number | undefined;
  code: string | undefined;
}

interface SdkError {
  name?: string;
  message?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number; requestId?: string };
}

/** S3's error code and request id, where they look like some; all that is passed on of an answer. */
export function s3Code(cause: unknown): string {
  const { name = '', $metadata: { requestId = '', httpStatusCode } = {} } = (cause ?? {}) as SdkError;
  const code = /^[A-Z][A-Za-z]{2,39}$|^XAmzContentSHA256Mismatch$/.test(name) ? name : null;
  const id = /^([0-9A-Z]{16}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(requestId) ? requestId : null;
  const answer = code ?? (httpStatusCode === undefined ? 'unknown error' : `status ${httpStatusCode}`);
  return `${answer}${id === null ? '' : `, request ${id}`}`;
}

/** What an SDK error tells. */
function fault(cause: unknown): SdkFault {
  const error = cause as SdkError;
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
    const message = `${where}: ${known.message(address)} (${action}, ${s3Code(cause)})`;
    const transient = CHECKSUM_FAULT.test(found.message);
    return new RecompraError(kind, message, {
      remedy: known.remedy(action, address),
      logged: message,
      transient,
      cause,
    });
  }
  const message = `${where}: ${action} failed: ${s3Code(cause)}`;
  return new RecompraError('unexpected', message, {
    remedy: 'try again; `recompra doctor --input s3://…` checks the connection step by step',
    logged: message,
    cause,
  });
}

interface KnownFault {
  matches(found: SdkFault): boolean;
  /** Fixed kind; a missing thing is `data` when reading and `usage` when writing. */
  kind?: 'usage' | 'unexpected';
  message(address: S3Address): string;
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
    message: () => 'the bytes are not those that S3 states',
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
