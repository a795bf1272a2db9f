import { ensureChromium } from './chromium';
import { ensureTestPython } from './python-env';

// What `npm test` needs beyond npm's packages. Silent when all is there; where something is missing, it says so and
// installs it before any test starts, so that no test's time limit pays for it.
try {
  ensureTestPython();
  ensureChromium();
} catch (error) {
  process.stderr.write(`set-up: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
