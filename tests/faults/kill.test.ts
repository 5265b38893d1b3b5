import { exampleEvents, EXAMPLE_NUMBERS } from './posted-company';
import { postAllUnderFire } from './under-fire';
import { endHubs, makeFolder, query } from '../support/saleshub';

/**
 * Events are posted in random order, each twice in different batches, while the engine and the service are killed. What
 * was not acknowledged is posted again. Afterwards every number is what the events say, counted once each.
 */
describe('numbers after kill -9 of engine and service', () => {
  const folder = makeFolder();

  afterAll(async () => {
    await endHubs();
    await folder.remove();
  });

  it('loses nothing that was acknowledged and counts nothing twice', async () => {
    await postAllUnderFire(folder.path, exampleEvents, { batchSize: 40, seed: 7 });
    for (const { args, expected } of EXAMPLE_NUMBERS) {
      const { rows } = await query(args, folder.path);
      expect({ args, rows }).toEqual({ args, rows: expected.map((row) => expect.objectContaining(row) as unknown) });
    }
  }, 120_000);
});
