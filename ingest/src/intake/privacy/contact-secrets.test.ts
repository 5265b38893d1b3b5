import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withFolder } from '../../testing/with-folder';
import { createContactHasher } from './contact-hasher';
import { makeContactSecret, readContactSecrets } from './contact-secrets';

it('are made once, for their owner only, and stay', async () => {
  await withFolder({}, async (folder) => {
    const dataDir = join(folder, 'data');
    expect(await readContactSecrets(undefined, dataDir)).toBeUndefined();
    const first = async () => {
      await makeContactSecret(dataDir);
      return readContactSecrets(undefined, dataDir);
    };
    const [one, other] = await Promise.all([first(), first()]);
    expect(one).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
    expect(other).toEqual(one);
    expect((await stat(join(dataDir, 'contact-secrets'))).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual(['contact-secrets']);
  });
});

it('are those of the environment where it states them', async () => {
  expect(await readContactSecrets(['stated in the environment'], '/nowhere')).toEqual(['stated in the environment']);
});

it('are read one a line, the current one first', async () => {
  await withFolder({ 'contact-secrets': 'newer\n\n older \n' }, async (folder) => {
    expect(await readContactSecrets(undefined, folder)).toEqual(['newer', 'older']);
    await writeFile(join(folder, 'contact-secrets'), '\n');
    await expect(readContactSecrets(undefined, folder)).rejects.toMatchObject({ code: 'no_contact_secret' });
  });
});

it('keep the hashes of earlier ones within reach after a rotation', () => {
  const before = createContactHasher(['older']);
  const after = createContactHasher(['newer', 'older']);
  expect(after.hash('C-1')).not.toBe(before.hash('C-1'));
  expect(after.hashes('C-1')).toEqual([after.hash('C-1'), before.hash('C-1')]);
  expect(after.fingerprints).toEqual([createContactHasher(['newer']).fingerprints[0], before.fingerprints[0]]);
});
