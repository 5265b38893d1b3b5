import { EVENT_TYPES } from '@saleshub/model';
import { z } from 'zod';
import { ADMIN_KEY, NOW, SOURCE_KEY, startForTest, type ServiceUnderTest } from '../testing/service-under-test';
import { problem } from './answers';
import { createOpenApi } from './openapi';
import { OPERATIONS, type Operation } from './operations';

interface Schema {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  minimum?: number;
}

const MOMENT = new Date(NOW - 86_400_000).toISOString();
/** What the schema says in words only. */
const SAMPLES: Record<string, unknown> = {
  occurred_at: MOMENT,
  starts_at: MOMENT,
  period_start: '2026-01-01',
  period_end: '2026-02-01',
  active_from: '2026-01-01',
  metric: 'win_rate',
};
/** At least one change is to be stated. */
const MORE: Record<string, Record<string, unknown>> = { 'opportunity.changed': { stage: 'Demo' } };

function sample(schema: Schema, name = ''): unknown {
  if (name in SAMPLES) return SAMPLES[name];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf?.[0]) return sample(schema.anyOf[0], name);
  switch (schema.type) {
    case 'string':
      return name;
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'array':
      return [sample(schema.items ?? {}, name)];
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((field) => [field, sample(schema.properties?.[field] ?? {}, field)]),
      );
    default:
      return '1';
  }
}

const document = createOpenApi() as { paths: Record<string, object>; components: { schemas: Record<string, Schema> } };

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await startForTest({
    sources: [{ source: 'crm', primary: true, events: 1, rejected: 0, lastOccurredAt: NOW, lastReceivedAt: null }],
  });
});
afterAll(() => service.running.close());

test('every reference of the contract leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name,
  );
  expect(references.length).toBeGreaterThan(EVENT_TYPES.length);
  expect(references.filter((name) => !Object.hasOwn(document.components.schemas, name ?? ''))).toEqual([]);
});

test('an event of each type, made of what the contract requires, is accepted', async () => {
  const events = EVENT_TYPES.map((type) => ({
    ...(sample(document.components.schemas[type] ?? {}) as object),
    ...MORE[type],
    id: type,
  }));
  const response = await service.post(JSON.stringify(events));
  expect(await response.json()).toMatchObject({ accepted: EVENT_TYPES.length, errors: [] });
});

describe('what the service answers is what the contract says', () => {
  const call = ({ method, path }: Operation, more: RequestInit = {}) =>
    fetch(service.url + path.replace('{kind}', 'lead').replace('{id}', 'none'), {
      method: method.toUpperCase(),
      ...more,
    });
  const bodyOf = ({ path }: Operation) => (path === '/v1/rejected/replay' ? '{"filter":{}}' : '[{}]');

  test.each(OPERATIONS.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s',
    async (_name, operation) => {
      if (operation.path === '/v1/rejected') await service.post('[{}]');
      const headers = {
        Authorization: `Bearer ${operation.path === '/v1/sources' ? ADMIN_KEY : SOURCE_KEY}`,
        'Content-Type': 'application/json',
      };
      const response = await call(operation, {
        headers,
        ...(operation.method === 'post' && { body: bodyOf(operation) }),
      });
      const { status } = response;
      const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
      if (isProblem) {
        expect([...operation.problems, 401, 403]).toContain(status);
        expect(problem.safeParse(await response.json()).error).toBeUndefined();
        return;
      }
      const content = operation.answers[status];
      if (!(content instanceof z.ZodType)) return expect(content).toBe('text');
      expect(content.safeParse(await response.json()).error).toBeUndefined();
    },
  );

  test.each(OPERATIONS.filter(({ rights }) => rights !== undefined).map((operation) => [operation.path, operation]))(
    '%s without a key',
    async (_path, operation) => {
      const response = await call(operation);
      expect(response.status).toBe(401);
      expect(problem.safeParse(await response.json()).error).toBeUndefined();
    },
  );
});

test('the contract is served for programs and, without anything from elsewhere, for people', async () => {
  const contract = await fetch(`${service.url}/openapi.json`);
  expect(contract.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await contract.json()).toEqual(JSON.parse(JSON.stringify(document)));
  const page = await fetch(`${service.url}/docs`);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const html = await page.text();
  for (const path of Object.keys(document.paths)) expect(html).toContain(path);
  expect(html).not.toMatch(/https?:|<script|<link|<img/);
});
