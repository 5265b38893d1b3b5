import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { endHubs, makeFolder, query, saleshub, serve, type RunningHub } from '../support/saleshub';

const YEAR = ['--from', '2025-01-01', '--to', '2026-01-01'];

describe('snapshots over HTTP', () => {
  const folder = makeFolder();
  let hub: RunningHub;
  let key: string;
  let otherKey: string;
  beforeAll(async () => {
    hub = await serve(folder.path);
    const create = async (source: string) => (await saleshub(['keys', 'create', source], folder.path)).stdout.trim();
    key = await create('crm');
    otherKey = await create('helpdesk');
  });
  afterAll(async () => {
    await endHubs();
    await folder.remove();
  });

  const send = async (path: string, init: RequestInit = {}, bearer = key) => {
    const headers = { authorization: `Bearer ${bearer}`, ...(init.headers as Record<string, string> | undefined) };
    const response = await fetch(hub.url + path, { ...init, headers });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const post = (path: string, lines: readonly unknown[], headers: Record<string, string> = {}) => {
    const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    const body = headers['content-encoding'] === 'gzip' ? gzipSync(text) : text;
    return send(path, { method: 'POST', body, headers: { 'content-type': 'application/x-ndjson', ...headers } });
  };
  const deal = (id: string, more: object = {}) => ({
    id,
    created_at: '2025-03-03',
    status: 'open',
    amount: 10,
    ...more,
  });
  const won = (id: string, more: object = {}) => deal(id, { status: 'won', closed_at: '2025-03-20', ...more });
  const wonValue = async () => (await query(['won_value', ...YEAR], folder.path)).rows[0]?.value;

  it('store what has changed, and answer for each record', async () => {
    const first = await post('/v1/snapshots/opportunity?as_of=2025-04-01', [deal('a'), deal('b'), 'no JSON']);
    expect(first).toEqual({
      status: 207,
      body: {
        ...{
          received: 3,
          new: 2,
          changed: 0,
          unchanged: 0,
          deleted: 0,
          refused: 1,
          import: expect.any(String) as string,
        },
        errors: [{ index: 2, code: 'invalid_json', path: '', message: 'The text is not valid JSON at position 0.' }],
      },
    });
    const gzip = { 'content-encoding': 'gzip' };
    const second = await post('/v1/snapshots/opportunity?as_of=2025-04-02', [won('a'), deal('b')], gzip);
    expect(second).toMatchObject({ status: 200, body: { received: 2, changed: 1, unchanged: 1, refused: 0 } });
    expect(await wonValue()).toBe(10);
    const array = JSON.stringify([won('a', { amount: '12.50' })]);
    const json = { method: 'POST', body: array, headers: { 'content-type': 'application/json' } };
    expect(await send('/v1/snapshots/opportunity?as_of=2025-04-03', json)).toMatchObject({ body: { changed: 1 } });
    expect(await wonValue()).toBe(12.5);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('saleshub-snapshot-'))).toEqual([]);
  });

  it('are listed, each by its own source, and taken back', async () => {
    const { body } = await send('/v1/imports?kind=opportunity');
    const imports = body['imports'] as Record<string, unknown>[];
    expect(imports).toHaveLength(3);
    expect(imports[0]).toMatchObject({
      ...{ source: 'crm', kind: 'opportunity', state: 'done', complete: false, file: null },
      ...{ as_of: '2025-04-04T00:00:00.000Z', author: expect.stringMatching(/^key /) as string },
      counts: { received: 1, changed: 1, events: 2 },
    });
    const [newest, before] = imports.map(({ id }) => String(id));
    expect(await send(`/v1/imports/${newest}`)).toMatchObject({ status: 200, body: { id: newest } });
    expect(await send(`/v1/imports/${newest}`, {}, otherKey)).toMatchObject({ status: 404 });
    expect(await send('/v1/imports', {}, otherKey)).toEqual({ status: 200, body: { imports: [] } });
    const undo = (id: string | undefined, bearer = key) => send(`/v1/imports/${id}/undo`, { method: 'POST' }, bearer);
    expect(await undo(before)).toMatchObject({ status: 409, body: { code: 'later_snapshot' } });
    expect(await undo(newest, otherKey)).toMatchObject({ status: 404 });
    expect(await undo(newest)).toEqual({ status: 200, body: { import: newest, removed: 2 } });
    expect(await wonValue()).toBe(10);
    expect(await undo(newest)).toEqual({ status: 200, body: { import: newest, removed: 0 } });
    expect(await undo('unheard-of')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it.each([
    ['/v1/snapshots/deal', 404, 'not_found'],
    ['/v1/snapshots/opportunity?as_of=yesterday', 400, 'invalid_query'],
    ['/v1/snapshots/opportunity?as_of=2199-01-01', 400, 'invalid_query'],
    ['/v1/snapshots/opportunity?complete=yes', 400, 'invalid_query'],
    ['/v1/snapshots/opportunity?as_of=2025-03-01', 409, 'older_snapshot'],
    ['/v1/snapshots/opportunity?as_of=2025-05-01&complete=true', 409, 'too_many_deletions'],
  ])('%s is refused as a whole', async (path, status, code) => {
    expect(await post(path, [won('c')])).toMatchObject({ status, body: { code } });
  });

  it('and nothing of it is stored', async () => {
    expect(await wonValue()).toBe(10);
  });
});
