// Run as a process of its own: publishes the files of one version; with FAULT_GO, once that file is
// there, and FAULT_LATE milliseconds later.
const { existsSync, writeFileSync } = require('node:fs');
const { setTimeout: sleep } = require('node:timers/promises');
const { load } = require('../../src/cli/compiled-sources.cjs');

async function publish(target, version, names) {
  const { settingsSchema } = load('config/settings');
  const { openPublication } = load('publication/publication');
  const { s3 } = settingsSchema.parse({});
  const publication = await openPublication({ target, workDir: target, s3 });
  const { FAULT_GO, FAULT_LATE } = process.env;
  while (FAULT_GO && !existsSync(FAULT_GO)) await sleep(5);
  await sleep(Number(FAULT_LATE ?? 0));
  for (const name of names) {
    write(publication.pathFor(name), version);
    await publication.seal(name);
  }
  await publication.publish({ command: 'run', id: version });
}

/** Between being given a path and writing there anything may happen. */
function write(path, content) {
  try {
    writeFileSync(path, content);
  } catch (cause) {
    throw new Error(`${path} could not be written`, { cause });
  }
}

const [target, version, names] = process.argv.slice(2);
publish(target, version, names.split(',')).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
