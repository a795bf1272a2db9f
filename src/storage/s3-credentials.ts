import type { S3Settings } from '../config/settings';
import { s3Client } from './s3-client';

/** Switches off the one provider that asks over the network: the metadata service of EC2. */
const NO_METADATA = 'AWS_EC2_METADATA_DISABLED';

/** Where credentials were found on this machine, without asking the network; null where there are none. */
export async function localCredentials(settings: S3Settings): Promise<string | null> {
  const before = process.env[NO_METADATA];
  process.env[NO_METADATA] = 'true';
  try {
    const client = await s3Client(settings);
    const { $source } = (await client.config.credentials()) as { $source?: object };
    return sourceName(Object.keys($source ?? {}));
  } catch {
    return null;
  } finally {
    if (before === undefined) delete process.env[NO_METADATA];
    else process.env[NO_METADATA] = before;
  }
}

function sourceName(features: readonly string[]): string {
  if (features.some((feature) => feature.includes('ENV_VARS'))) return 'environment variables';
  if (features.some((feature) => feature.includes('SSO'))) return 'single sign-on';
  return features.some((feature) => feature.includes('PROFILE')) ? 'a profile' : 'the AWS provider chain';
}
