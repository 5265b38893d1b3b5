#!/usr/bin/env node
'use strict';

const { existsSync } = require('node:fs');
const { join } = require('node:path');

const built = join(__dirname, '..', 'dist', 'cli', 'main.js');
if (!existsSync(built)) {
  process.stderr.write('Saleshub is not built yet. Run "npm ci" and "npm run build" in its folder first.\n');
  process.exit(1);
}
require(built).main(process.argv);
