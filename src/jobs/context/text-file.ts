import { readFile } from 'node:fs/promises';
import { RecompraError } from '../../config/errors';
import { listInputs } from '../../storage/inputs/list-inputs';
import { spool } from '../../storage/inputs/spool';
import type { JobContext } from './job-context';

/** The small text file that an option names, from disk or S3, and its hash. Usage error where it is not one file. */
export async function readTextFile({ settings, workDir }: JobContext, flag: string, location: string) {
  const found = await listInputs(location, settings.s3).catch((cause: unknown) => {
    throw notOneFile(flag, location, cause);
  });
  if (found.length !== 1) throw notOneFile(flag, location);
  const { name, path, bytes, sha256 } = await spool(found[0]!, workDir);
  const text = await readFile(path, 'utf8');
  await found[0]!.requireUnchanged();
  return { text, input: { name, bytes, sha256 } };
}

function notOneFile(flag: string, location: string, cause?: unknown): RecompraError {
  return new RecompraError('usage', `${flag}: ${location} is not a file that can be read`, {
    remedy: `name one text file, here or as s3://bucket/key, after ${flag}`,
    cause,
  });
}
