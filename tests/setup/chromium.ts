import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installWithApt } from './apt';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * Path of a Chromium that can draw figures and open reports: `CHROMIUM_PATH`, or the first one found, or one
 * installed with apt-get as root. Fonts come along: without any, the texts of a chart are blank.
 */
export function ensureChromium(): string {
  const given = process.env['CHROMIUM_PATH'];
  if (given) {
    if (!isExecutable(given)) {
      throw new Error(`CHROMIUM_PATH is ${given}, which cannot be run. Set it to a Chromium or Chrome, or unset it.`);
    }
    return given;
  }
  const found = findChromium() ?? (installWithApt(['chromium', 'fonts-liberation']) ? findChromium() : undefined);
  if (!found) {
    throw new Error(
      `No Chromium found (looked for ${COMMANDS.join(', ')} on the PATH). ` +
        'Run `sudo apt-get install chromium fonts-liberation`, or set CHROMIUM_PATH to a Chromium or Chrome.',
    );
  }
  return found;
}

function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...candidates, MAC_CHROME].find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
