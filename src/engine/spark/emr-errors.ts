import type { GetJobRunResponse } from '@aws-sdk/client-emr-serverless';
import { RecompraError } from '../../config/errors';

/** What the service answers where the caller, and not the service, has to change something. */
const REFUSED =
  /^(AccessDenied|ResourceNotFound|Validation|Conflict|ServiceQuotaExceeded|CredentialsProvider|UnrecognizedClient|InvalidSignature|ExpiredToken)/;

/** A request that EMR Serverless did not take. */
export function emrError(action: string, cause: unknown): RecompraError {
  const { name, message } = cause as Error;
  const known = REFUSED.test(name);
  return new RecompraError(
    known ? 'usage' : 'unexpected',
    `EMR Serverless did not take ${action}: ${name}: ${message}`,
    {
      logged: `EMR Serverless did not take ${action}: ${name}`,
      remedy: known
        ? 'check --spark-emr-application, --spark-emr-role (which you must be allowed to pass on), the region and the credentials'
        : 'try again; nothing was published',
      cause,
    },
  );
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
