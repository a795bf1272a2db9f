import type { S3Client } from '@aws-sdk/client-s3';
import { silenceNodeVersionWarning } from '../../config/aws-environment';
import type { S3Settings } from '../../config/settings';

/** An endpoint that is there answers within this time, in ms. */
const CONNECTION_MS = 5_000;

const clients = new Map<string, Promise<S3Client>>();

/**
 * The client of these settings, made at its first use and then shared. Credentials, the region and the endpoint
 * come from the AWS environment and profiles wherever the settings leave them open.
 */
export function s3Client(settings: S3Settings): Promise<S3Client> {
  const key = JSON.stringify(settings);
  const known = clients.get(key);
  if (known !== undefined) return known;
  const created = createClient(settings);
  clients.set(key, created);
  return created;
}

/** Breaks every connection to S3: requests that hang fail. The next use makes new clients. */
export async function closeS3Clients(): Promise<void> {
  const open = [...clients.values()];
  clients.clear();
  for (const client of open) await client.then((made) => made.destroy()).catch(() => undefined);
}

async function createClient(settings: S3Settings): Promise<S3Client> {
  silenceNodeVersionWarning();
  // The SDK takes a third of a second to load, which runs on local files need not pay.
  const sdk = await import('@aws-sdk/client-s3');
  return new sdk.S3Client({
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
    ...(settings.region === undefined ? {} : { region: settings.region }),
    forcePathStyle: settings.forcePathStyle,
    maxAttempts: settings.attempts,
    requestHandler: { connectionTimeout: CONNECTION_MS, socketTimeout: 1000 * settings.stallSeconds },
    requestChecksumCalculation: settings.checksums,
    responseChecksumValidation: settings.checksums,
  });
}
