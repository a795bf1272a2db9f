import { withoutMetadataService } from '../../config/aws-environment';
import type { S3Settings } from '../../config/settings';
import { s3Client } from './s3-client';

/** Where credentials were found on this machine, without asking the network; null where there are none. */
export async function localCredentials(settings: S3Settings): Promise<string | null> {
  try {
    const client = await s3Client(settings);
    const { $source } = (await withoutMetadataService(() => client.config.credentials())) as { $source?: object };
    return sourceName(Object.keys($source ?? {}));
  } catch {
    return null;
  }
}

function sourceName(features: readonly string[]): string {
  if (features.some((feature) => feature.includes('ENV_VARS'))) return 'environment variables';
  if (features.some((feature) => feature.includes('SSO'))) return 'single sign-on';
  return features.some((feature) => feature.includes('PROFILE')) ? 'a profile' : 'the AWS provider chain';
}
