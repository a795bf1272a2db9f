import { RecompraError } from '../../config/errors';
import { lakeAt } from '../../publication/lake/read-lake';
import { listInputs } from '../../storage/inputs/list-inputs';
import { isS3 } from '../../storage/s3/s3-address';
import { localCredentials } from '../../storage/s3/s3-credentials';
import type { CheckContext, CheckResult } from './check';

/** Credentials on this machine; with an `s3://` input, whether it can be found and read. */
export async function checkS3({ input, s3 }: CheckContext): Promise<CheckResult> {
  return input !== undefined && isS3(input) ? checkInput(input, s3) : checkCredentials(s3);
}

async function checkCredentials(s3: CheckContext['s3']): Promise<CheckResult> {
  const source = await localCredentials(s3);
  if (source !== null) return { name: 'S3', state: 'ok', found: `credentials from ${source}` };
  return {
    name: 'S3',
    state: 'warn',
    found: 'no credentials on this machine',
    remedy:
      'for s3:// paths: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (roles on AWS need neither)',
  };
}

async function checkInput(input: string, s3: CheckContext['s3']): Promise<CheckResult> {
  try {
    const lake = await lakeAt(input, s3);
    if (lake !== null) return { name: 'S3', state: 'ok', found: `${lake.root}: a lake of clean files, readable` };
    const found = await listInputs(input, s3);
    for await (const _ of await found[0]!.open()) break;
    const bytes = found.reduce((sum, object) => sum + object.bytes, 0);
    return { name: 'S3', state: 'ok', found: `${input}: ${found.length} object(s), ${bytes} bytes, readable` };
  } catch (cause) {
    const { message, remedy } = cause instanceof RecompraError ? cause : { message: String(cause), remedy: undefined };
    return { name: 'S3', state: 'fail', found: message, ...(remedy === undefined ? {} : { remedy }) };
  }
}
