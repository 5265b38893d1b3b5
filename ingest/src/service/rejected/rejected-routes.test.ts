import { createPlanRules } from '../../intake/plan/plan-rules';
import { planFromText } from '../../intake/plan/testing/plan-from-text';
import { createContactHasher } from '../../intake/privacy/contact-hasher';
import { intakeForTest } from '../../intake/testing/intake-for-test';
import { WriterUnavailableError } from '../ports';
import {
  ADMIN_KEY,
  exampleEvent,
  NOW,
  READ_KEY,
  refusalOf,
  SOURCE_KEY,
  startForTest,
  WRITE_KEY,
  type ServiceUnderTest,
} from '../testing/service-under-test';

interface Rejected {
  id: string;
  [field: string]: unknown;
}

let service: ServiceUnderTest;
beforeEach(async () => {
  service = await startForTest();
});
afterEach(() => service.running.close());

const get = (query = '', key = SOURCE_KEY) =>
  fetch(`${service.url}/v1/rejected${query}`, { headers: { Authorization: `Bearer ${key}` } });

async function listed(query = '', key = SOURCE_KEY): Promise<Rejected[]> {
  const response = await get(query, key);
  expect(response.status).toBe(200);
  return ((await response.json()) as { rejected: Rejected[] }).rejected;
}

const replay = (asked: unknown, key = SOURCE_KEY) =>
  fetch(`${service.url}/v1/rejected/replay`, {
    method: 'POST',
    body: JSON.stringify(asked),
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
  });

/** Posts an event that is refused because its type is not planned, and gives its id in the list. */
async function refuse(number: number, more: Record<string, unknown> = {}): Promise<string> {
  await service.post(JSON.stringify(exampleEvent(number, more)));
  return (await listed()).find(({ event_id }) => event_id === `e${number}`)?.id ?? '';
}

const contacts = createContactHasher(['a secret of the tests']);
const planOf = async (text: string) =>
  createPlanRules(await planFromText(`version: 1\n${text}`), { currency: 'EUR', timeZone: 'UTC' });

/** A service whose plan allows leads only; `allowAll` takes the plan away. */
async function startWithPlan(): Promise<{ allowAll: () => Promise<void> }> {
  await service.running.close();
  const intake = intakeForTest({
    clock: () => NOW,
    plan: await planOf('sources: [{ name: crm, events: [lead.created] }]'),
  });
  service = await startForTest({ intake });
  return { allowAll: async () => intake.change({ plan: await planOf('sources: [{ name: crm }]'), contacts }) };
}

describe('what is kept', () => {
  test('every refused event is found once it is answered, with reason, source, time and body', async () => {
    const bad = exampleEvent(1, { review: 7 });
    const response = await service.post(JSON.stringify([exampleEvent(0), bad, 7]));
    expect(response.status).toBe(207);
    const common = {
      received_at: new Date(NOW).toISOString(),
      source: 'crm',
      format: 'event',
      altered: [],
      replayed_at: null,
    };
    expect(await listed()).toEqual([
      {
        ...common,
        id: expect.any(String),
        type: '',
        event_id: '',
        code: 'not_an_object',
        path: '',
        message: expect.any(String),
        body: 7,
      },
      {
        ...common,
        id: expect.any(String),
        type: 'review.answered',
        event_id: 'e1',
        code: 'invalid_type',
        path: 'review',
        message: 'review must be a string.',
        body: bad,
      },
    ]);
  });

  test('all of them, beyond the hundred that the answer lists; reused ids too', async () => {
    const events = [...Array.from({ length: 150 }, () => ({})), exampleEvent(1), exampleEvent(1, { review: 'other' })];
    await service.post(JSON.stringify(events));
    expect(await listed('?limit=1000')).toHaveLength(151);
    expect(await listed('?code=id_reused')).toMatchObject([{ event_id: 'e1', body: { review: 'other' } }]);
  });

  test('a line that cannot be read is kept as text', async () => {
    await service.post(`{"id": "ada@example.com\n${JSON.stringify(exampleEvent(1))}`, {
      'Content-Type': 'application/x-ndjson',
    });
    expect(await listed()).toMatchObject([
      { code: 'invalid_json', format: 'text', body: '{"id": "[email]', altered: [''] },
    ]);
  });

  test('contact data are not kept: persons are hashed, addresses and numbers masked, anywhere', async () => {
    await service.post(
      JSON.stringify({
        ...exampleEvent(1),
        contact: 'ada@example.com',
        comment: 'call +49 711 1234567',
        rep: 'ben@example.com',
        account: '12345678901',
        phone: 5551234567,
        'cleo@example.com': { deep: ['0711 1234567'] },
      }),
    );
    const [kept] = await listed();
    expect(kept).toMatchObject({
      message: expect.not.stringContaining('cleo@'),
      altered: ['rep', 'phone', '[email]', '[email].deep'],
      body: {
        contact: contacts.hash('ada@example.com'),
        comment: 'call [phone]',
        rep: '[email]',
        account: '12345678901',
        '[email]': { deep: ['[phone]'] },
      },
    });
    expect(JSON.stringify(service.rejected.kept)).not.toMatch(/@example|711 123/);
  });

  test('long and deep bodies are cut', async () => {
    await service.post(JSON.stringify(exampleEvent(1, { review: 'r'.repeat(100_000) })));
    await service.post(`{"id":"e2","type":${'['.repeat(30)}${']'.repeat(30)}}`);
    const [deep, long] = await listed();
    expect(long).toMatchObject({ format: 'text', altered: [''] });
    expect(String(long?.body)).toHaveLength(65_536);
    expect(JSON.stringify(deep?.body).length).toBeLessThan(100);
  });

  test('503 when they cannot be kept: nothing is refused without a trace', async () => {
    service.rejected.fail(new WriterUnavailableError('down', 1));
    const response = await service.post(JSON.stringify([exampleEvent(1), {}]));
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await response.json()).toMatchObject({ code: 'store_unavailable', durable_through: -1 });
  });
});

describe('GET /v1/rejected', () => {
  test('pages with a cursor', async () => {
    await service.post(JSON.stringify(Array.from({ length: 5 }, () => ({}))));
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const response = await get(`?limit=2${cursor && `&cursor=${cursor}`}`);
      const page = (await response.json()) as { rejected: Rejected[]; next: string | null };
      seen.push(...page.rejected.map(({ id }) => id));
      cursor = page.next;
    }
    expect(seen).toEqual(service.rejected.kept.map(({ id }) => id).reverse());
  });

  test('is filtered', async () => {
    await service.post(JSON.stringify([{}, { id: 'x', type: 'lead.created' }, { id: 'y', type: 'deal.made' }]));
    expect(await listed('?type=lead.created')).toMatchObject([{ event_id: 'x' }]);
    expect(await listed('?code=unknown_type&source=crm')).toMatchObject([{ event_id: 'y' }]);
    const time = new Date(NOW).toISOString();
    expect(await listed(`?to=${time}`)).toEqual([]);
    expect(await listed(`?from=${time}&replayed=false`)).toHaveLength(3);
    expect(await listed('?replayed=true')).toEqual([]);
  });

  test.each([
    ['?limit=0', 'limit'],
    ['?from=yesterday', 'from'],
    ['?cursor=1', 'cursor'],
    ['?colour=red', 'colour'],
    ['?type=a&type=b', 'type'],
  ])('%s is refused by name', async (query, name) => {
    const response = await get(query);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'invalid_query', detail: expect.stringContaining(name) });
  });

  test('a key sees its own source, an administrator’s all of them', async () => {
    await service.post('{}');
    service.rejected.kept.push({ ...service.rejected.kept[0], source: 'mail' } as (typeof service.rejected.kept)[0]);
    expect(await listed('', READ_KEY)).toMatchObject([{ source: 'crm' }]);
    expect(await refusalOf(await get('?source=mail', READ_KEY))).toEqual([403, 'forbidden']);
    expect(await listed('', ADMIN_KEY)).toHaveLength(2);
    expect(await listed('?source=mail', ADMIN_KEY)).toHaveLength(1);
    expect(await refusalOf(await get('', WRITE_KEY))).toEqual([403, 'forbidden']);
    expect((await get('', 'wrong')).status).toBe(401);
  });
});

describe('POST /v1/rejected/replay', () => {
  test('refuse, look up, fix the plan, replay: stored as the event that was sent', async () => {
    const { allowAll } = await startWithPlan();
    const id = await refuse(1, { contact: 'ada@example.com' });
    expect(await (await replay({ ids: [id] })).json()).toMatchObject({
      received: 1,
      accepted: 0,
      rejected: 1,
      errors: [{ id, code: 'type_not_planned' }],
    });
    await allowAll();
    const replayed = await replay({ ids: [id] });
    expect([replayed.status, await replayed.json()]).toEqual([
      200,
      { received: 1, accepted: 1, duplicates: 0, rejected: 0, errors: [], next: null },
    ]);
    expect([...service.writer.stored.values()]).toMatchObject([
      { id: 'e1', contact: contacts.hash('ada@example.com') },
    ]);
    expect(await listed('?replayed=true')).toMatchObject([{ id, replayed_at: new Date(NOW).toISOString() }]);
    const again = await service.post(JSON.stringify(exampleEvent(1, { contact: 'ada@example.com' })));
    expect(await again.json()).toMatchObject({ duplicates: 1, errors: [] });
  });

  test('what was stored already is said so; a known id with another body stays refused', async () => {
    const { allowAll } = await startWithPlan();
    const ids = [await refuse(1), await refuse(2)];
    await allowAll();
    await service.post(JSON.stringify([exampleEvent(1), exampleEvent(2, { review: 'another' })]));
    expect(await (await replay({ ids })).json()).toMatchObject({
      accepted: 0,
      duplicates: 2,
      errors: [{ id: ids[1], code: 'id_reused' }],
    });
    expect(await (await replay({ ids })).json()).toMatchObject({
      rejected: 1,
      errors: [{ code: 'id_reused' }, { id: ids[0], code: 'already_replayed' }],
    });
  });

  test('by filter; what was masked is not stored as something that nobody sent', async () => {
    const { allowAll } = await startWithPlan();
    await refuse(1);
    const masked = await refuse(2, { rep: 'ben@example.com' });
    await refuse(3, { review: undefined, type: 'meeting.held', meeting: 'm' });
    await allowAll();
    expect(await (await replay({ filter: { type: 'review.answered' } })).json()).toMatchObject({
      received: 2,
      accepted: 1,
      rejected: 1,
      errors: [{ id: masked, code: 'not_whole', path: 'rep' }],
    });
    expect(await (await replay({ filter: {} })).json()).toMatchObject({ received: 2, accepted: 1 });
  });

  test('CloudEvents are read as such', async () => {
    const { allowAll } = await startWithPlan();
    const { id, type, occurred_at, ...data } = exampleEvent(1);
    const sent = { specversion: '1.0', id, type, time: occurred_at, data: { ...data, contact: 'ada' } };
    await service.post(JSON.stringify(sent), { 'Content-Type': 'application/cloudevents+json' });
    expect(await listed()).toMatchObject([
      { format: 'cloud_event', body: { data: { contact: contacts.hash('ada') } } },
    ]);
    await allowAll();
    expect(await (await replay({ filter: {} })).json()).toMatchObject({ accepted: 1 });
  });

  test('more than one call takes goes on behind the last', async () => {
    for (const length of [10_000, 500]) await service.post(JSON.stringify(Array.from({ length }, () => ({}))));
    const first = (await (await replay({ filter: {} })).json()) as {
      received: number;
      next: string;
      errors: unknown[];
    };
    expect([first.received, first.errors.length]).toEqual([10_000, 100]);
    const rest = await replay({ filter: {}, after: first.next });
    expect(await rest.json()).toMatchObject({ received: 500, next: null });
  });

  test.each([
    ['{}', 400, 'invalid_body'],
    ['{"ids":[]}', 400, 'invalid_body'],
    ['{"ids":["1"]}', 400, 'invalid_body'],
    ['{"filter":{"colour":"red"}}', 400, 'invalid_body'],
    ['{"filter":', 400, 'invalid_json'],
    ['{"filter":{"source":"mail"}}', 403, 'forbidden'],
  ])('%s is refused', async (body, status, code) => {
    const headers = { Authorization: `Bearer ${SOURCE_KEY}`, 'Content-Type': 'application/json' };
    const response = await fetch(`${service.url}/v1/rejected/replay`, { method: 'POST', body, headers });
    expect(await refusalOf(response)).toEqual([status, code]);
  });

  test('needs the rights to read and to write, or an administrator’s', async () => {
    for (const key of [WRITE_KEY, READ_KEY]) {
      expect(await refusalOf(await replay({ filter: {} }, key))).toEqual([403, 'forbidden']);
    }
    expect((await replay({ filter: {} }, ADMIN_KEY)).status).toBe(200);
  });
});
