#!/usr/bin/env node
// A checkout is run from its TypeScript sources: tsx compiles each file when it is first required.
require('tsx/cjs');
require('./main.ts').main(process.argv);
