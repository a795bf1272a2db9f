import { s3Client } from '../storage/s3/s3-client';
import { functionSettings } from './handler';

/**
 * Loads the SDK and makes the client while the function starts, before its first event, when Lambda gives it a whole
 * core. Bad settings are not reported here: an invocation does it, as an error with a type.
 */
export function prepareClient(): void {
  try {
    void s3Client(functionSettings().s3).catch(() => undefined);
  } catch {
    // Reported by the first invocation.
  }
}
