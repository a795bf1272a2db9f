// A checkout is run as JavaScript that `npm ci` compiles from src/ into dist/, file by file. A file that has changed
// since is compiled again at the next start, so that what runs is what stands in src/. Nothing that is run ever lies in
// a folder shared with other users.
const { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const { createHash } = require('node:crypto');
const { dirname, join, relative } = require('node:path');

const ROOT = join(__dirname, '..', '..');
const SOURCES = join(ROOT, 'src');
const COMPILED = join(ROOT, 'dist');

/** What every source was when it was compiled: written last. */
const RECORD = join(COMPILED, 'sources.json');

/** This file among the sources. */
const OWN_NAME = relative(SOURCES, __filename);

/** Requires a module of src/, named without its ending (`cli/main`). */
function load(name) {
  try {
    compile();
  } catch (cause) {
    // dist/ cannot be written: the installation of another user, a read-only or a full disk. A wrong source stays wrong.
    if (cause.syscall === undefined) throw cause;
    return loadUncompiled(name);
  }
  if (process.env.RECOMPRA_DEBUG === '1') process.setSourceMapsEnabled(true);
  return require(join(COMPILED, name));
}

/** Compiles what is not compiled as it stands. */
function compile() {
  const before = recorded();
  const now = sources(before);
  const changed = Object.keys(now).filter((name) => now[name].sha256 !== before[name]?.sha256);
  // With another compiler all is to be compiled.
  const all = changed.includes(OWN_NAME) ? Object.keys(now) : changed;
  for (const { path, contents } of outputsOf(all.filter((name) => name.endsWith('.ts')))) replaceFile(path, contents);
  if (changed.length > 0) replaceFile(RECORD, JSON.stringify(now));
}

/** Every source by name, and the compiler: its stamp, which tells a file that nobody touched, and its hash. */
function sources(before) {
  const names = readdirSync(SOURCES, { recursive: true }).filter((name) => /(?<!\.d)\.ts$/.test(name));
  const described = [...names, OWN_NAME].map((name) => {
    const path = join(SOURCES, name);
    const { size, mtimeMs, ctimeMs } = statSync(path);
    const stamp = `${size} ${mtimeMs} ${ctimeMs}`;
    const known = before[name]?.stamp === stamp ? before[name].sha256 : undefined;
    return [name, { stamp, sha256: known ?? createHash('sha256').update(readFileSync(path)).digest('hex') }];
  });
  return Object.fromEntries(described);
}

function recorded() {
  try {
    return JSON.parse(readFileSync(RECORD, 'utf8'));
  } catch {
    return {};
  }
}

function outputsOf(names) {
  if (names.length === 0) return [];
  return require('esbuild').buildSync({
    entryPoints: names.map((name) => join(SOURCES, name)),
    outbase: SOURCES,
    outdir: COMPILED,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'linked',
    keepNames: true,
    // Packages are loaded as this program's own files are.
    supported: { 'dynamic-import': false },
    logLevel: 'silent',
  }).outputFiles;
}

/** Whoever reads the file meanwhile has it whole. */
function replaceFile(path, contents) {
  mkdirSync(dirname(path), { recursive: true });
  const written = `${path}.${process.pid}`;
  writeFileSync(written, contents);
  renameSync(written, path);
}

/** Compiles each file in memory when it is required: slower, and leaves nothing. */
function loadUncompiled(name) {
  process.env.TSX_DISABLE_CACHE = '1';
  require('tsx/cjs');
  return require(join(SOURCES, `${name}.ts`));
}

module.exports = { compile, load };

if (require.main === module) compile();
