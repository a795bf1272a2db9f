// Preloaded into a process: counts its calls that change the file system, and has a fault happen at one of them.
// FAULT_AT   which call (from 1); without it all are counted only
// FAULT      kill: the process is killed before the call, or in the middle of what the call writes;
//            vanish: others remove the staged files; vanish-one: one of them
// FAULT_DIR  the target that is published to
// FAULT_LOG  receives the number of calls at the end
// FAULT_SLOW milliseconds that each rename takes
// FAULT_NO_LINKS  the file system knows no second names
const fs = require('node:fs');
const { join } = require('node:path');

const real = { ...fs };
const realPromises = { ...fs.promises };
const { FAULT, FAULT_AT, FAULT_DIR, FAULT_LOG, FAULT_SLOW, FAULT_NO_LINKS } = process.env;
const at = Number(FAULT_AT ?? 0);
let calls = 0;

/** Whether the fault is to happen in the middle of this write. */
function step() {
  calls += 1;
  if (calls !== at) return;
  if (FAULT === 'kill') process.kill(process.pid, 'SIGKILL');
  else vanish();
}

function vanish() {
  for (const name of real.readdirSync(FAULT_DIR).filter((entry) => entry.startsWith('.recompra-'))) {
    const staged = join(FAULT_DIR, name, 'new');
    if (!real.existsSync(staged)) continue;
    const [one] = real.readdirSync(staged);
    const gone = FAULT === 'vanish' ? join(FAULT_DIR, name) : one && join(staged, one);
    if (gone) real.rmSync(gone, { recursive: true, force: true });
  }
}

const half = (content) => content.slice(0, Math.floor(content.length / 2));

const CHANGING = ['mkdir', 'mkdtemp', 'rename', 'link', 'unlink', 'rmdir', 'chmod', 'utimes'];
for (const name of CHANGING) {
  fs[`${name}Sync`] = (...given) => {
    if (name === 'rename' && FAULT_SLOW)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(FAULT_SLOW));
    step();
    if (name === 'link' && FAULT_NO_LINKS) throw new Error('no second names here');
    return real[`${name}Sync`](...given);
  };
  fs.promises[name] = async (...given) => {
    step();
    return realPromises[name](...given);
  };
}

fs.writeFileSync = (path, content, ...rest) => {
  step();
  if (calls + 1 === at && FAULT === 'kill') real.writeFileSync(path, half(content));
  step();
  return real.writeFileSync(path, content, ...rest);
};
fs.promises.writeFile = async (path, content, ...rest) => {
  step();
  if (calls + 1 === at && FAULT === 'kill') real.writeFileSync(path, half(content));
  step();
  return realPromises.writeFile(path, content, ...rest);
};
fs.promises.open = async (path, flags, ...rest) => {
  if (flags !== undefined && flags !== 'r') step();
  return realPromises.open(path, flags, ...rest);
};

// One call of Node's, many of the system's.
function removeSync(path) {
  const entry = real.lstatSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return;
  try {
    if (!entry.isDirectory()) return fs.unlinkSync(path);
    for (const name of real.readdirSync(path)) removeSync(join(path, name));
    fs.rmdirSync(path);
  } catch (cause) {
    if (cause.code !== 'ENOENT') throw cause;
  }
}
fs.rmSync = removeSync;
fs.promises.rm = async (path) => removeSync(path);

process.on('exit', () => {
  if (FAULT_LOG) real.writeFileSync(FAULT_LOG, String(calls));
});
