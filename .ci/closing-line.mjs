// Prints what vitest counted, from its JSON reports, as the plain closing line that CI reads: `N passed, N failed`.
// Exits 1 unless every test passed and each report has one; a test file that could not be loaded counts as a failed test.
import { readFileSync } from 'node:fs';

const counts = process.argv.slice(2).map((path) => count(readReport(path)));
const total = (name) => counts.reduce((sum, one) => sum + one[name], 0);
const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(total);
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed === 0 && counts.length > 0 && counts.every((one) => one.passed > 0) ? 0 : 1;

function count(report) {
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Without a report the run itself broke down: one failure. */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    process.stderr.write(`no test report: ${error.message}\n`);
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  }
}
