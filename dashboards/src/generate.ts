import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readAlertSettings } from './alerts/read-settings';
import { provisionedFiles } from './provisioned-files';

/** Writes the files of `provisioning/`; the test beside this says what is left over. */
const root = join(__dirname, '../..');
const folder = join(root, 'provisioning');
for (const { path, text } of provisionedFiles(readAlertSettings(root))) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
