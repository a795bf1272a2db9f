import type { ErrorDetails } from '../../config/errors';
import { RecompraError } from '../../config/errors';

/** A data error that other settings may mend: whoever catches it looks for them (adviseReading). */
export class MisreadError extends RecompraError {
  constructor(
    /** Input it was found in, as the user named it. */
    readonly file: string,
    message: string,
    details: ErrorDetails = {},
  ) {
    super('data', message, details);
  }
}
