// Run as a process of its own: makes a folder, says which others it sees, and is killed.
const { basename } = require('node:path');
const { createRunFolder, otherRunFolders } = require('../../src/storage/disk/run-folder.ts');

async function holdAndDie(parent) {
  const folder = await createRunFolder(parent, 'x-');
  const others = await otherRunFolders(parent, 'x-', folder);
  const seen = Object.fromEntries(others.map(({ path, state }) => [path, state]));
  require('node:fs').writeSync(1, JSON.stringify({ dead: basename(folder), seen }));
  process.kill(process.pid, 'SIGKILL');
}

void holdAndDie(process.argv[2]);
