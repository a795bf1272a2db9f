#!/usr/bin/env node
require('./compiled-sources.cjs').load('cli/main').main(process.argv);
