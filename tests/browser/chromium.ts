import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the system's Chromium or Chrome; fails with what to install where there is none. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: FLAGS });
}

function findChromium(): string {
  for (const program of PROGRAMS) {
    const path = spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim();
    if (path !== '' && existsSync(path)) return path;
  }
  throw new Error(
    `The browser tests need Chromium or Chrome on the path (${PROGRAMS.join(', ')}). ` +
      'On Debian and Ubuntu: apt-get install chromium',
  );
}
