// Runs every check of the project, from a fresh clone on: installs and builds where needed, lints, tests.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { URL, fileURLToPath } from 'node:url';
import { buildWhereNeeded, installWhereNeeded } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

function run(title, command, args, cwd = root) {
  const began = Date.now();
  console.log(`\n== ${title}`);
  const { status, signal, error } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (error?.code === 'ENOENT') fail(`${title} needs ${command}: install it and run npm test again.`);
  if (status !== 0) fail(`${title} failed${error ? `: ${error.message}` : ` with ${signal ?? status}`}.`);
  console.log(`== ${title}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

/** The browser tests take the system's Chromium or Chrome; else Debian's package as root, else Playwright's download. */
function ensureBrowser() {
  const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  if (programs.some(exists)) return;
  if (process.getuid?.() === 0 && exists('apt-get')) {
    run('Install Chromium', 'sh', ['-c', 'apt-get update -q && apt-get install -q -y chromium']);
  } else {
    run('Download Chromium', 'npx', ['playwright-core', 'install', 'chromium']);
  }
}

function exists(program) {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

installWhereNeeded();
ensureBrowser();
buildWhereNeeded();
run('Types', 'npx', ['tsc', '--build']);
run('Types of the plugin', 'npm', ['run', '--silent', 'typecheck', '-w', '@saleshub/plugin']);
run('Lint', 'npm', ['run', 'lint']);
run('Tests', 'npx', ['jest', '--ci', ...process.argv.slice(2)]);
run("Conformance with Grafana's SDK", 'go', ['test', '-count=1', './...'], join(root, 'tests/conformance'));
