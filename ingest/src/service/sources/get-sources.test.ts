import { ADMIN_KEY, startForTest, WRITE_KEY } from '../testing/service-under-test';

test('sources, with what came from them; a key sees its own, an administrator’s all', async () => {
  const never = { events: 0, rejected: 0, lastOccurredAt: null, lastReceivedAt: null };
  const service = await startForTest({
    sources: [
      { source: 'crm', primary: true, events: 7, rejected: 1, lastOccurredAt: 0, lastReceivedAt: 1000 },
      { source: 'mail', primary: false, ...never },
    ],
  });
  const list = async (key: string) => {
    const response = await fetch(`${service.url}/v1/sources`, { headers: { Authorization: `Bearer ${key}` } });
    return [response.status, await response.json()];
  };
  const crm = {
    source: 'crm',
    primary: true,
    events: 7,
    rejected: 1,
    last_event_at: '1970-01-01T00:00:00.000Z',
    last_received_at: '1970-01-01T00:00:01.000Z',
  };
  const mail = { source: 'mail', primary: false, events: 0, rejected: 0, last_event_at: null, last_received_at: null };
  expect(await list(WRITE_KEY)).toEqual([200, { sources: [crm] }]);
  expect(await list(ADMIN_KEY)).toEqual([200, { sources: [crm, mail] }]);
  expect((await list('wrong'))[0]).toBe(401);
  await service.running.close();
});
