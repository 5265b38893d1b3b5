import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withFolder } from '../import/testing/import-text';
import { createContactHasher } from './contact-hasher';
import { loadContactSecrets } from './contact-secrets';

it('are made once, for their owner only, and stay', async () => {
  await withFolder({}, async (folder) => {
    const dataDir = join(folder, 'data');
    const [first, second] = await Promise.all([
      loadContactSecrets(undefined, dataDir),
      loadContactSecrets(undefined, dataDir),
    ]);
    expect(first).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
    expect(second).toEqual(first);
    expect((await stat(join(dataDir, 'contact-secrets'))).mode & 0o777).toBe(0o600);
    expect(await loadContactSecrets(undefined, dataDir)).toEqual(first);
  });
});

it('are those of the environment where it states them', async () => {
  expect(await loadContactSecrets(['stated in the environment'], '/nowhere')).toEqual(['stated in the environment']);
});

it('are read one a line, the current one first', async () => {
  await withFolder({ 'contact-secrets': 'newer\n\n older \n' }, async (folder) => {
    expect(await loadContactSecrets(undefined, folder)).toEqual(['newer', 'older']);
    await writeFile(join(folder, 'contact-secrets'), '\n');
    await expect(loadContactSecrets(undefined, folder)).rejects.toMatchObject({ code: 'no_contact_secret' });
  });
});

it('keep the hashes of earlier ones within reach after a rotation', () => {
  const before = createContactHasher(['older']);
  const after = createContactHasher(['newer', 'older']);
  expect(after.hash('C-1')).not.toBe(before.hash('C-1'));
  expect(after.hashes('C-1')).toEqual([after.hash('C-1'), before.hash('C-1')]);
  expect(after.fingerprints).toEqual([createContactHasher(['newer']).fingerprints[0], before.fingerprints[0]]);
});
