import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { provisionedFiles } from './provisioned-files';

/** Writes the files of `provisioning/`; the test beside this says what is left over. */
const folder = join(__dirname, '../../provisioning');
for (const { path, text } of provisionedFiles()) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
