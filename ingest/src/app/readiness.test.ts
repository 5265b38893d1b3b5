import { waitForEngineEnd } from '@saleshub/store/embedded';
import { withFolder } from '../testing/with-folder';
import { readConfiguration } from './configuration';
import { openHub } from './hub';
import { readinessOf } from './readiness';

test('a store is ready while its schema is current and its disk has room', () =>
  withFolder({}, async (folder) => {
    const hub = await openHub(readConfiguration({}, { data: folder }));
    try {
      expect(await readinessOf(hub).check()).toMatchObject({
        ready: false,
        reasons: [expect.stringContaining('schema 0')],
      });
      await hub.prepare();
      expect(await readinessOf(hub).check()).toEqual({ ready: true });
      const reasons = [expect.stringMatching(/^The disk of the store is full: \d+ MiB are free\.$/)];
      expect(await readinessOf(hub, Infinity).check()).toEqual({ ready: false, reasons });
    } finally {
      await hub.close();
      await waitForEngineEnd(folder);
    }
  }));
