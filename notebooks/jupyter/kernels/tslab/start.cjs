// tslab refuses imports from outside its working directory: standing at the repo root makes `./src/…` importable
// from every notebook, wherever Jupyter was started.
const path = require('node:path');

const root = path.resolve(__dirname, '../../../..');
process.chdir(root);

// A new source file in a watched folder makes tslab fail the next cell ("Unexpected pending rebuildTimer",
// github.com/yunabe/tslab/issues/97). Without watched folders edits of imported files still reach the next cell;
// only an import that failed stays failed until the kernel is restarted.
require('@tslab/typescript-for-tslab').sys.watchDirectory = () => ({ close: () => {} });

require(path.join(root, 'node_modules/tslab/dist/main.js')).startKernel({
  configPath: process.argv[2],
  enableFindLocal: false,
});
