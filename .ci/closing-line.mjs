// Prints what vitest counted, from its JSON reports, as the plain closing line that CI reads: `N passed, N failed`,
// after the failures, if any, by name.
// Exits 1 unless every test passed and there was one; a test file that could not be loaded counts as a failed test.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const MESSAGE_LENGTH = 800;

const reports = process.argv.slice(2).map(readReport);
const sum = (count) => reports.reduce((total, report) => total + count(report), 0);
const passed = sum((report) => report.numPassedTests);
const failed = reports.flatMap(failures);
const skipped = sum((report) => report.numPendingTests + report.numTodoTests);
for (const line of failed) process.stdout.write(`${line}\n`);
process.stdout.write(`${passed} passed, ${failed.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed.length === 0 && passed > 0 ? 0 : 1;

/** Each failed test by file and name with the beginning of its message: logs are long, and may be kept in part. */
function failures({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [`FAILED ${relative('.', name)}: ${beginning(message)}`];
    return failed.map(
      ({ fullName, failureMessages }) =>
        `FAILED ${relative('.', name)}: ${fullName}: ${beginning(failureMessages.join(' '))}`,
    );
  });
}

function beginning(message) {
  return stripVTControlCharacters(message ?? '')
    .replaceAll(/\s+/g, ' ')
    .slice(0, MESSAGE_LENGTH);
}

/** Without a report the run itself broke down: one failure. */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const broken = { name: path, status: 'failed', message: `no test report: ${error.message}`, assertionResults: [] };
    return { numPassedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [broken] };
  }
}
