// tslab refuses imports from outside its working directory: standing at the repo root makes `./src/…` importable
// from every notebook, wherever Jupyter was started.
const path = require('node:path');
const { tellCells } = require('./cell-console.cjs');
const { steadySockets } = require('./steady-sockets.cjs');

const root = path.resolve(__dirname, '../../../..');
process.chdir(root);

steadySockets(require(path.join(root, 'node_modules/zeromq')));
tellCells(root);

// A new source file in a watched folder makes tslab fail the next cell ("Unexpected pending rebuildTimer",
// github.com/yunabe/tslab/issues/97). Without watched folders edits of imported files still reach the next cell;
// only an import that failed stays failed until the kernel is restarted.
require('@tslab/typescript-for-tslab').sys.watchDirectory = () => ({ close: () => {} });

// Jupyter picks free ports, and another process may take one before tslab binds it. tslab would wait for ever on the
// other four; a kernel that ends is started again with new ports.
process.on('unhandledRejection', (reason) => {
  if (reason?.code === 'EADDRINUSE' && String(reason.address).startsWith('tcp://')) {
    process.exit(1);
  }
});

// tslab prints an error that no cell waited for, and Jupyter drops the text when it comes between two cells; a
// headless run asks here at its end.
globalThis.unawaitedErrors = [];
process.on('unhandledRejection', (reason) => globalThis.unawaitedErrors.push(reason));
process.on('uncaughtException', (error) => globalThis.unawaitedErrors.push(error));

require(path.join(root, 'node_modules/tslab/dist/main.js')).startKernel({
  configPath: process.argv[2],
  enableFindLocal: false,
});
