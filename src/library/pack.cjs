// What `npm pack` does before and after it packs. Before: the program is compiled anew, so that nothing of removed
// sources is left, the types of the library are written beside it, and the package of TensorFlow, which lies in this
// checkout and in no registry, is bundled. npm bundles what package.json says, and `npm ci` would not install the tools
// of the checkout with that line in it: it is there only while the package is made.
const { execFileSync } = require('node:child_process');
const { readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '..', '..');
const MANIFEST = join(ROOT, 'package.json');
const PLACE = '  "type": "commonjs",\n';
const BUNDLED = '  "bundleDependencies": ["@tensorflow/tfjs-node"],\n';

function before() {
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  require('../cli/compiled-sources.cjs').compile();
  const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [compiler, '-p', __dirname], { stdio: 'inherit', cwd: ROOT });
  after();
  replaceInManifest(PLACE, PLACE + BUNDLED);
}

function after() {
  replaceInManifest(BUNDLED, '');
}

function replaceInManifest(found, replacement) {
  writeFileSync(MANIFEST, readFileSync(MANIFEST, 'utf8').replace(found, replacement));
}

({ before, after })[process.argv[2]]();
