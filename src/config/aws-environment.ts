/** Switches off the one credential provider that asks over the network: the metadata service of EC2. */
const NO_METADATA = 'AWS_EC2_METADATA_DISABLED';
/** The SDK's announcement, at every run on Node 20, of versions that will need a newer one; ours is pinned. */
const NO_NODE_WARNING = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED';

/** To be called before the AWS SDK is loaded. */
export function silenceNodeVersionWarning(): void {
  process.env[NO_NODE_WARNING] ??= 'true';
}

/** Runs something that must find credentials on this machine or not at all. */
export async function withoutMetadataService<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env[NO_METADATA];
  process.env[NO_METADATA] = 'true';
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env[NO_METADATA];
    else process.env[NO_METADATA] = before;
  }
}
