import { ensureTestPython } from '../setup/python-env';
import { ensureBaseImage } from './base-image';
import { ensureRuntime } from './runtime';

// What `npm run test:image` needs: Lambda's runtime, built here, and a base image to stand in for AWS's.
try {
  ensureTestPython();
  ensureBaseImage(ensureRuntime());
} catch (error) {
  process.stderr.write(`set-up: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
