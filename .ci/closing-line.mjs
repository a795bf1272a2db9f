// Prints what vitest counted, from its JSON report, as the plain closing line that CI reads: `N passed, N failed`.
// Exits 1 unless every test passed and there was one; a test file that could not be loaded counts as a failed test.
import { readFileSync } from 'node:fs';

const report = readReport(process.argv[2]);
const unloaded = report.testResults.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
).length;
const failed = report.numFailedTests + unloaded;
const skipped = report.numPendingTests + report.numTodoTests;
process.stdout.write(`${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed === 0 && report.numPassedTests > 0 ? 0 : 1;

/** Without a report the run itself broke down: one failure. */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    process.stderr.write(`no test report: ${error.message}\n`);
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  }
}
