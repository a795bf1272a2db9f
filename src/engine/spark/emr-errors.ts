import type { GetJobRunResponse } from '@aws-sdk/client-emr-serverless';
import { RecompraError } from '../../config/errors';

/** What the service answers where the caller, and not the service, has to change something. */
const REFUSED =
  /^(AccessDenied|ResourceNotFound|Validation|Conflict|ServiceQuotaExceeded|CredentialsProvider|UnrecognizedClient|InvalidSignature|ExpiredToken)/;
/** What the service answers where it can do nothing at the moment. */
const BUSY = /^(Throttling|TooManyRequests|InternalServer|ServiceUnavailable|RequestTimeout)/;

const WHERE = 'the network, the region (--s3-region or AWS_REGION) and AWS_ENDPOINT_URL_EMR_SERVERLESS';

/** A request that EMR Serverless did not take, or that never came to it. */
export function emrError(action: string, cause: unknown): RecompraError {
  const { name, message } = cause as Error;
  if (/region is missing/i.test(message)) {
    return new RecompraError('usage', 'no AWS region is set for EMR Serverless', {
      remedy: 'give it with --s3-region or AWS_REGION',
      logged: 'no AWS region is set for EMR Serverless',
      cause,
    });
  }
  if (!REFUSED.test(name) && !BUSY.test(name)) return unreached(action, cause as Error);
  const refused = REFUSED.test(name);
  return new RecompraError(
    refused ? 'usage' : 'unexpected',
    `EMR Serverless did not take ${action}: ${name}: ${message}`,
    {
      logged: `EMR Serverless did not take ${action}: ${name}`,
      remedy: refused
        ? 'check --spark-emr-application, --spark-emr-role (which you must be allowed to pass on), the region and the credentials'
        : 'try again; nothing was published',
      cause,
    },
  );
}

/** No answer, or one that is none of the service: whoever answers there is another. */
function unreached(action: string, cause: Error & { code?: unknown }): RecompraError {
  // Where several addresses were tried the error of all of them has no message.
  const code = typeof cause.code === 'string' ? cause.code : cause.name;
  const said =
    cause.message.trim() === '' || cause.message.includes(code) ? cause.message : `${code}: ${cause.message}`;
  const what = `EMR Serverless was not reached for ${action}`;
  return new RecompraError('unexpected', `${what}: ${said.trim() || code}`, {
    logged: `${what}: ${code}`,
    remedy: `check ${WHERE}, and try again; nothing was published`,
    cause,
  });
}

/** A job run that ended before it had done what it was to do. @param log its address */
export function jobError(
  { state, stateDetails = 'no details', jobRunId }: NonNullable<GetJobRunResponse['jobRun']>,
  log: string,
): RecompraError {
  return new RecompraError('unexpected', `the job ${jobRunId} of EMR Serverless ended as ${state}: ${stateDetails}`, {
    lines: [`its log: ${log}`],
    remedy: 'look at the log; a run may be repeated, nothing was published',
  });
}
