// Starts Saleshub with its demo company for a first look, from a fresh clone on: installs and builds what is missing,
// then hands over to preview/src/start.
import { buildWhereNeeded, installWhereNeeded } from './build.mjs';

const OLDEST_NODE = 20;
if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  console.error(`Saleshub needs Node ${OLDEST_NODE} or later; this is ${process.version}.`);
  process.exit(1);
}

installWhereNeeded();
buildWhereNeeded();
const { main } = await import('../preview/dist/start/main.js');
process.exitCode = await main();
