import {
  startPlugin,
  type DecodedFrame,
  type PanelQuery,
  type Plugin,
  type PluginLogEntry,
} from '@saleshub/plugin-host';
import { CATALOGUE } from '@saleshub/model';
import { createWriteClient, saveSettings } from '@saleshub/store/write';
import type { DataLink } from './frames/frame';
import { SAMPLE_DEALS, SAMPLE_RANGE, type SampleDeal } from './testing/sample-events';
import { startSampleStore, type SampleStore } from './testing/sample-store';
import { dataSourceOf, makeBundle, type Bundle } from './testing/started-backend';

let bundle: Bundle;
let store: SampleStore;
let plugin: Plugin;
const log: PluginLogEntry[] = [];

beforeAll(async () => {
  bundle = makeBundle();
  [store, plugin] = await Promise.all([
    startSampleStore(),
    startPlugin({ command: bundle.command, onLog: (entry) => log.push(entry) }),
  ]);
});
afterAll(async () => {
  await plugin.shutdown();
  await store.remove();
  bundle.remove();
});

function panelQuery(model: Record<string, unknown>, refId = 'A'): PanelQuery {
  return { refId, model: { refId, datasource: { type: 'saleshub' }, ...model }, range: SAMPLE_RANGE };
}

async function framesOf(model: Record<string, unknown>): Promise<DecodedFrame[]> {
  const { A: result } = await plugin.queryData(dataSourceOf(store), [panelQuery(model)]);
  if (result?.status !== 200) throw new Error(result?.error?.message);
  return result.frames;
}

const column = (frame: DecodedFrame | undefined, name: string) => frame?.fields.find((field) => field.name === name);
const rate = (deals: readonly SampleDeal[]) => deals.filter(({ won }) => won).length / deals.length;

test('a time series by team has the numbers that counting gives', async () => {
  const frames = await framesOf({ metric: 'win_rate', groupBy: ['team'], interval: 'month', minSample: 1 });
  const months = [0, 1, 2, 3].map((month) => Date.UTC(2024, month, 1));
  for (const frame of frames) {
    const team = column(frame, 'value')?.labels.team;
    const deals = SAMPLE_DEALS.filter((deal) => (deal.team ?? '(none)') === team);
    const closedIn = (month: number) =>
      deals.filter(({ closedAt }) => new Date(closedAt).getUTCMonth() === month && closedAt < SAMPLE_RANGE.to);
    expect(column(frame, 'time')?.values).toEqual(months);
    expect(column(frame, 'value')?.values).toEqual([0, 1, 2, 3].map((month) => rate(closedIn(month))));
    expect(column(frame, 'n')?.values).toEqual([0, 1, 2, 3].map((month) => closedIn(month).length));
  }
  expect(frames.map(({ name }) => name)).toEqual(['(none)', 'EMEA', "Süd 東京 'n\\t"]);
});

test('a total and a breakdown have the numbers that adding gives', async () => {
  const won = SAMPLE_DEALS.filter((deal) => deal.won);
  const sum = (deals: readonly SampleDeal[]) => deals.reduce((total, { amount }) => total + amount, 0);
  const [total] = await framesOf({ metric: 'won_value', shape: 'total' });
  expect(column(total, 'value')?.values).toEqual([sum(won)]);
  const [byRep] = await framesOf({ metric: 'won_value', shape: 'breakdown', groupBy: ['rep'], output: 'value' });
  const reps = ['Ana', 'Björn', 'Chidi', 'Dewi'];
  expect(column(byRep, 'rep')?.values).toEqual(reps);
  expect(column(byRep, 'value')?.values).toEqual(reps.map((name) => sum(won.filter(({ rep }) => rep === name))));
});

test("times are cut in the data source's zone, or the query's", async () => {
  const model = { metric: 'calls', interval: 'day' };
  const firstDay = async (jsonData: Record<string, unknown>, query: Record<string, unknown>, updated: number) => {
    const { A: result } = await plugin.queryData(dataSourceOf(store, { uid: 'zone', jsonData, updated }), [
      panelQuery(query),
    ]);
    return new Date(Number(column(result?.frames[0], 'time')?.values[0])).toISOString();
  };
  expect(await firstDay({}, model, 1)).toBe('2024-01-01T00:00:00.000Z');
  expect(await firstDay({ timeZone: 'Asia/Seoul' }, model, 2)).toBe('2023-12-31T15:00:00.000Z');
  expect(await firstDay({ timeZone: 'Asia/Seoul' }, { ...model, timeZone: 'America/New_York' }, 2)).toBe(
    '2023-12-31T05:00:00.000Z',
  );
});

test('without data an answer has its type and no fields', async () => {
  const [frame, ...others] = await framesOf({
    metric: 'win_rate',
    groupBy: ['team'],
    filters: [{ dimension: 'team', operator: 'in', values: ['nobody'] }],
  });
  expect(others).toEqual([]);
  expect(frame).toMatchObject({ meta: { type: 'timeseries-multi', typeVersion: [0, 1] }, fields: [] });
});

test('the statement in the query inspector gives the same number by hand', async () => {
  const [frame] = await framesOf({
    metric: 'sales_cycle',
    shape: 'total',
    filters: [{ dimension: 'team', operator: 'in', values: ["Süd 東京 'n\\t", "a'b\nc"] }],
  });
  const [median] = column(frame, 'value')?.values ?? [];
  const lines = String(frame?.meta.executedQueryString).split('\n');
  const settings = lines.filter((line) => line.startsWith('SET '));
  // What `SET` takes from a literal is what the HTTP interface takes from its parameters.
  const parameters = settings.map((line): [string, string] => {
    const [, name = '', literal = ''] = /^SET (param_\w+) = '(.*)';$/.exec(line) ?? [];
    return [name, literal.replace(/\\(.)/g, '$1')];
  });
  const query = lines.slice(settings.length).join('\n').replace(/;$/, '\nFORMAT JSONEachRow');
  const response = await fetch(
    `${store.url}/?${new URLSearchParams([['database', store.database], ...parameters]).toString()}`,
    {
      method: 'POST',
      body: query,
      headers: { 'X-ClickHouse-User': store.reader.username, 'X-ClickHouse-Key': store.reader.password },
    },
  );
  expect(median).toBeGreaterThan(5);
  expect(JSON.parse(await response.text())).toMatchObject({ value: median });
});

test('a number links to exactly the records that it counts', async () => {
  const frames = await framesOf({ metric: 'won_opportunities', shape: 'total', groupBy: ['team'] });
  expect(frames).toHaveLength(3);
  for (const frame of frames) {
    const value = column(frame, 'value');
    const [link] = value?.config.links as DataLink[];
    const [records] = await framesOf(link?.internal.query as Record<string, unknown>);
    expect([link?.internal.datasourceUid, records?.length]).toEqual(['sample', value?.values[0]]);
  }
});

test('a rule judges no thin sample, though it asks what a panel asks', async () => {
  const model = { metric: 'win_rate', groupBy: ['rep'], shape: 'total', minSample: 1000 };
  const values = async (changes: object, headers?: Record<string, string>) => {
    const queries = [panelQuery({ ...model, ...changes })];
    const { A: result } = await plugin.queryData(dataSourceOf(store), queries, { ...(headers && { headers }) });
    return result?.frames.map((frame) => typeof column(frame, 'value')?.values[0]);
  };
  const [numbers, nulls] = [Array(4).fill('number'), Array(4).fill('object')];
  const alert = { FromAlert: 'true' };
  expect(await values({})).toEqual(numbers);
  expect(await values({}, alert)).toEqual(nulls);
  expect(await values({ onLowSample: 'flag' }, alert)).toEqual(numbers);
});

test('a variable that nobody filled in is an error, not nothing', async () => {
  const filters = [{ dimension: 'team', operator: 'in', values: ['$team'] }];
  const { A: result } = await plugin.queryData(dataSourceOf(store), [panelQuery({ metric: 'calls', filters })]);
  expect(result).toMatchObject({ status: 400, error: { message: expect.stringContaining('variable $team') } });
});

test('many queries at once are each answered with their own', async () => {
  const teams = ['EMEA', '(none)'];
  const requests = Array.from({ length: 50 }, async (_, index) => {
    const team = teams[index % 2] ?? '';
    const model = {
      metric: 'closed_opportunities',
      shape: 'total',
      groupBy: ['team'],
      filters: [{ dimension: 'team', operator: 'in', values: [team] }],
    };
    const { Q: result } = await plugin.queryData(dataSourceOf(store), [panelQuery(model, 'Q')]);
    expect(result?.frames.map((frame) => [frame.refId, frame.name, column(frame, 'value')?.values])).toEqual([
      ['Q', team, [80]],
    ]);
  });
  await Promise.all(requests);
});

test('a query that nobody waits for any more can be cancelled', async () => {
  const asking = new AbortController();
  const answer = plugin.queryData(dataSourceOf(store), [panelQuery({ metric: 'win_rate' })], { signal: asking.signal });
  setTimeout(() => asking.abort(), 2);
  await expect(answer).rejects.toThrow('CANCELLED');
  expect(await plugin.ping()).toBe(true);
});

test('new settings are taken up when the data source has changed, and not before', async () => {
  const wrong = { uid: 'edited', secureJsonData: { password: 'wrong' } };
  const right = { ...wrong, secureJsonData: { password: store.reader.password } };
  const ask = async (changes: object) =>
    (await plugin.queryData(dataSourceOf(store, changes), [panelQuery({ metric: 'calls' })])).A;
  expect(await ask({ ...wrong, updated: 1 })).toMatchObject({ status: 502, error: { source: 'downstream' } });
  expect(await ask({ ...right, updated: 1 })).toMatchObject({ status: 502 });
  expect(await ask({ ...right, updated: 2 })).toMatchObject({ status: 200 });
});

test('a store that comes back is asked again by the same data source', async () => {
  const away = dataSourceOf(store, { uid: 'away', url: 'http://127.0.0.1:1' });
  expect(await plugin.checkHealth(away)).toMatchObject({ ok: false });
  const back = dataSourceOf(store, { uid: 'away', updated: 1 });
  expect(await plugin.checkHealth(back)).toMatchObject({
    ok: true,
    message: expect.stringContaining('Days are those of UTC, amounts are in USD.'),
    details: { database: 'saleshub', batchesBehind: 0, sources: 1, events: expect.any(Number) as number },
  });
});

test('editors get the catalogue', async () => {
  const { status, headers, body } = await plugin.callResource(dataSourceOf(store), { path: 'catalogue' });
  expect([status, headers['content-type']]).toEqual([200, 'application/json']);
  const { metrics } = JSON.parse(body.toString()) as { metrics: { id: string }[] };
  expect(metrics.find(({ id }) => id === 'win_rate')).toMatchObject({
    unit: 'ratio',
    kind: 'ratio',
    dimensions: expect.arrayContaining(['team', 'loss_reason']),
    parameters: { properties: { cohort: { enum: ['closed', 'created'] } } },
  });
});

const filtered = (operator: string, values: string[], dimension = 'team') =>
  encodeURIComponent(JSON.stringify([{ dimension, operator, values }]));

test.each([
  ['dimension=team', ['(none)', 'EMEA', "Süd 東京 'n\\t"]],
  ['dimension=team&search=sÜD', ["Süd 東京 'n\\t"]],
  [`dimension=team&search=${encodeURIComponent("'n\\")}`, ["Süd 東京 'n\\t"]],
  ['dimension=outcome&metric=calls', ['connected', 'no_answer']],
  ['dimension=stage&metric=open_opportunities', []],
  ['dimension=source_class&search=PRI', ['primary']],
  ['dimension=feature', []],
  [`dimension=rep&metric=won_value&filters=${filtered('in', ['EMEA'])}`, ['Ana', 'Björn', 'Chidi', 'Dewi']],
  [`dimension=rep&filters=${filtered('in', ['nobody'])}`, []],
  [`dimension=team&filters=${filtered('in', ['(none)', 'EMEA'])}`, ['(none)', 'EMEA']],
  [`dimension=team&filters=${filtered('matches', ['^E'])}`, ['EMEA']],
])('dimension-values?%s', async (parameters, values) => {
  const { status, body } = await plugin.callResource(dataSourceOf(store), { path: `dimension-values?${parameters}` });
  expect([status, JSON.parse(body.toString())]).toEqual([200, { values, truncated: false }]);
});

test.each([
  ['dimension-values', 'GET', 400, 'dimension must be one of rep, team'],
  ['dimension-values?dimension=team&metric=nonsense', 'GET', 400, 'metric must be one of'],
  ['dimension-values?dimension=stage&metric=nps', 'GET', 400, 'nps cannot be split by stage'],
  ['dimension-values?dimension=team&team=EMEA', 'GET', 400, 'team is not a parameter; there are dimension'],
  ['dimension-values?dimension=team&limit=0', 'GET', 400, 'limit must be a whole number from 1 to 10000'],
  ['dimension-values?dimension=team&filters=x', 'GET', 400, "filters must be the JSON of a query's filters"],
  [
    `dimension-values?dimension=team&metric=calls&filters=${filtered('in', ['x'], 'stage')}`,
    'GET',
    400,
    'what has a team cannot be split or filtered by stage',
  ],
  ['catalogue', 'POST', 405, 'GET'],
  ['nothing', 'GET', 404, 'catalogue, dimension-values'],
])('%s by %s is refused with %i', async (path, method, status, message) => {
  const answer = await plugin.callResource(dataSourceOf(store), { path, method });
  expect([answer.status, JSON.parse(answer.body.toString())]).toEqual([
    status,
    { code: expect.any(String), message: expect.stringContaining(message) },
  ]);
});

test('the values of every metric can be filtered by its dimensions', async () => {
  for (const { id, dimensions } of CATALOGUE) {
    const stored = dimensions.filter((name) => name !== 'source_class');
    const filters = stored.map((dimension) => ({ dimension, operator: 'is_empty', values: [] }));
    const parameters = new URLSearchParams({
      dimension: stored[0] ?? '',
      metric: id,
      filters: JSON.stringify(filters),
    });
    const { status, body } = await plugin.callResource(dataSourceOf(store), {
      path: `dimension-values?${parameters.toString()}`,
    });
    expect([id, status, body.toString()]).toEqual([id, 200, expect.any(String)]);
  }
});

test('a menu says when there are more values than it has', async () => {
  const { body } = await plugin.callResource(dataSourceOf(store), { path: 'dimension-values?dimension=rep&limit=3' });
  expect(JSON.parse(body.toString())).toEqual({ values: ['Ana', 'Björn', 'Chidi'], truncated: true });
});

test("the hub's settings and its backlog show in answers", async () => {
  const { url, database, writer } = store;
  const client = createWriteClient({ url, ...writer, database });
  await saveSettings(client, { currency: 'EUR', timeZone: 'Asia/Seoul' });
  await client.command({ query: 'INSERT INTO commits SELECT 1, now64(3) - INTERVAL 1 MINUTE, 0' });
  await client.close();
  const { A: result } = await plugin.queryData(dataSourceOf(store, { uid: 'later' }), [
    panelQuery({ metric: 'won_value', interval: 'month' }),
  ]);
  const [frame] = result?.frames ?? [];
  expect(column(frame, 'value')?.config).toMatchObject({ unit: 'currencyEUR' });
  expect(frame?.meta.custom).toMatchObject({ timeZone: 'Asia/Seoul' });
  expect(frame?.meta.notices).toEqual([
    { severity: 'warning', text: '1 batch of events is stored and not counted yet.' },
    { severity: 'info', text: 'The first and the last month are not whole: the range cuts them.' },
  ]);
});

test('nothing secret and no statement is in the log', () => {
  const text = JSON.stringify(log);
  expect(text).toContain('store_refuses_user');
  expect(text).not.toContain(store.reader.password);
  expect(text).not.toMatch(/SELECT/);
});
