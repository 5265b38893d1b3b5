import { gzipSync } from 'node:zlib';
import { exampleEvent, refusalOf, startForTest, type ServiceUnderTest } from '../testing/service-under-test';

const STRUCTURED = { 'Content-Type': 'application/cloudevents+json; charset=utf-8' };
const BATCH = { 'Content-Type': 'application/cloudevents-batch+json' };

let service: ServiceUnderTest;
beforeEach(async () => {
  service = await startForTest();
});
afterEach(() => service.running.close());

/** The example event as a CloudEvent, with attributes that say nothing to us. */
function cloudEvent(number: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  const { id, type, occurred_at, ...data } = exampleEvent(number);
  const attributes = { source: 'https://elsewhere.example', subject: 'x', datacontenttype: 'application/json' };
  return { specversion: '1.0', ...attributes, id, type, time: occurred_at, data, ...more };
}

test('a structured CloudEvent is the event that it carries: sent plainly, it is a duplicate', async () => {
  const response = await service.post(JSON.stringify(cloudEvent(1)), STRUCTURED);
  expect([response.status, await response.json()]).toMatchObject([200, { accepted: 1 }]);
  const again = await service.post(JSON.stringify(exampleEvent(1)));
  expect(await again.json()).toMatchObject({ duplicates: 1, errors: [] });
  expect([...service.writer.origins].map(({ source }) => source)).toEqual(['crm', 'crm']);
});

test('a batch answers for each, also compressed', async () => {
  const batch = [cloudEvent(1), cloudEvent(2, { specversion: '0.3' }), cloudEvent(3, { time: undefined }), 7];
  const response = await service.post(gzipSync(JSON.stringify(batch)), { ...BATCH, 'Content-Encoding': 'gzip' });
  expect(response.status).toBe(207);
  const message = expect.any(String);
  expect(await response.json()).toMatchObject({
    received: 4,
    accepted: 1,
    errors: [
      { index: 1, id: 'e2', code: 'invalid_cloud_event', path: 'specversion', message },
      { index: 2, id: 'e3', code: 'required', path: 'occurred_at', message },
      { index: 3, code: 'not_an_object', path: '', message },
    ],
  });
});

test.each([
  ['data that is no object', { data: 'text' }, 'data'],
  ['data in base 64', { data: undefined, data_base64: 'e30=' }, 'data'],
  ['an id said twice', { data: { id: 'e1', review: 'r1' } }, 'data.id'],
  ['a time said twice', { data: { occurred_at: '2026-01-30T00:00:00Z', review: 'r1' } }, 'data.occurred_at'],
])('%s is refused', async (_name, more, path) => {
  const response = await service.post(JSON.stringify(cloudEvent(1, more)), STRUCTURED);
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ errors: [{ id: 'e1', code: 'invalid_cloud_event', path }] });
});

test('a batch is an array, a structured event is none', async () => {
  expect(await refusalOf(await service.post(JSON.stringify(cloudEvent(1)), BATCH))).toEqual([400, 'invalid_batch']);
  const array = await service.post(JSON.stringify([cloudEvent(1)]), STRUCTURED);
  expect([array.status, await array.json()]).toMatchObject([422, { errors: [{ code: 'not_an_object' }] }]);
  expect(await (await service.post('[]', BATCH)).json()).toMatchObject({ received: 0 });
});
