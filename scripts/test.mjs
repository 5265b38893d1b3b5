// Runs every check of the project, from a fresh clone on: installs where needed, builds, lints, tests.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function run(title, command, args, options = {}) {
  const began = Date.now();
  console.log(`\n== ${title}`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error || status !== 0) {
    console.error(`\n${title} failed${error ? `: ${error.message}` : ` with code ${status}`}.`);
    process.exit(1);
  }
  console.log(`== ${title}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** npm writes this file last; it is older than the lockfile where an install is due. */
function isInstalled() {
  const marker = `${root}node_modules/.package-lock.json`;
  return existsSync(marker) && statSync(marker).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs;
}

if (!isInstalled()) run('Install', 'npm', ['ci']);
run('Build', 'npm', ['run', 'build']);
run('Lint', 'npm', ['run', 'lint']);
run('Tests', 'npx', ['jest', '--ci', ...process.argv.slice(2)]);
