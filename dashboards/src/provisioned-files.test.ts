import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readAlertSettings } from './alerts/read-settings';
import { provisionedFiles } from './provisioned-files';

const ROOT = join(__dirname, '../..');
const FOLDER = join(ROOT, 'provisioning');

describe('provisioning/', () => {
  const files = provisionedFiles(readAlertSettings(ROOT));

  it.each(files)('$path is what the builders make: npm run build -w dashboards', ({ path, text }) => {
    expect(readFileSync(join(FOLDER, path), 'utf8')).toBe(text);
  });

  it('holds nothing else', () => {
    const found = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(FOLDER.length + 1));
    expect(found.sort()).toEqual(files.map(({ path }) => path).sort());
  });
});
