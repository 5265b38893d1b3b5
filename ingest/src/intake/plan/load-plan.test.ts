import { join } from 'node:path';
import { DEFAULT_SETTINGS } from '@saleshub/model';
import { loadPlan, NO_PLAN } from './load-plan';
import type { PlanError } from './plan-error';
import { settingsOf } from './plan-settings';
import { planWarnings } from './plan-warnings';
import { mistakeOf, planFromText } from './testing/plan-from-text';

const EXAMPLE = join(__dirname, '../../../../examples/tracking-plan/saleshub.yaml');
const SOURCES = `version: 1
sources:
  - name: crm
    primary: true
`;

it('reads the example of the documents', async () => {
  const plan = await loadPlan({ path: EXAMPLE, required: true }, {});
  expect(plan.definition.sources.map(({ name }) => name)).toEqual(['crm', 'mail', 'calendar', 'web']);
  expect(plan.rates.find('GBP', '2026-01-04')).toBe('1.1462');
  expect(planWarnings(plan)).toEqual([]);
  expect(settingsOf(plan, {})).toMatchObject({
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    primarySources: ['crm', 'mail'],
    heldImpliedSources: ['calendar'],
    deliveredImpliedSources: [],
    minimumSamples: { win_rate: 30 },
    recordLinks: { crm: { opportunity: 'https://crm.example.com/deal/{id}' } },
  });
});

it('says nothing where there is no plan, and fails where one was asked for', async () => {
  expect(await loadPlan({ path: 'no-such-plan.yaml', required: false }, {})).toBe(NO_PLAN);
  expect(settingsOf(NO_PLAN, { currency: 'EUR' })).toEqual({ currency: 'EUR' });
  await expect(loadPlan({ path: 'no-such-plan.yaml', required: true }, {})).rejects.toMatchObject({
    code: 'not_readable',
    message: expect.stringContaining('no-such-plan.yaml') as string,
  });
});

it('fills in what is not said', async () => {
  const { currency, timeZone, weekStart, ...others } = DEFAULT_SETTINGS;
  expect([currency, timeZone, weekStart]).toEqual(['USD', 'UTC', 'monday']);
  expect(settingsOf(await planFromText('version: 1'), {})).toEqual(others);
});

it('leaves to the environment what it does not say', async () => {
  const plan = await planFromText('version: 1\ncurrency: EUR', { environment: { timeZone: 'Asia/Seoul' } });
  expect(settingsOf(plan, { timeZone: 'Asia/Seoul' })).toMatchObject({ currency: 'EUR', timeZone: 'Asia/Seoul' });
});

it.each<[string, string, Partial<PlanError>, RegExp]>([
  ['no YAML', 'a: [', { code: 'invalid_yaml', line: 1 }, /is not YAML/],
  ['another version', 'version: 2', { code: 'invalid_value', path: 'version' }, /is 2; it may be 1\./],
  ['an unknown key', 'version: 1\ncurency: EUR', { code: 'unknown_key', line: 2 }, /curency .* may be .*currency/],
  ['a currency', 'version: 1\ncurrency: euro', { line: 2, path: 'currency' }, /three capital letters such as EUR/],
  ['a time zone', 'version: 1\ntimeZone: Berlin', { line: 2, path: 'timeZone' }, /such as Europe\/Berlin/],
  ['a week', 'version: 1\nweekStart: friday', { line: 2 }, /is "friday"; it may be "monday", "sunday"/],
  ['a weekday', 'version: 1\nworkingDays:\n  - 1\n  - 8', { line: 4, path: 'workingDays[1]' }, /at most 7/],
  ['a holiday', 'version: 1\nholidays: [25.12.2026]', { line: 2, path: 'holidays[0]' }, /date such as 2026-12-25/],
  ['a weight', 'version: 1\nhealth:\n  weights: { usge: 1 }', { code: 'unknown_key', line: 3 }, /may be usage, nps/],
  ['a metric', 'version: 1\nminimumSamples:\n  winrate: 1', { code: 'unknown_metric', line: 3 }, /be .*win_rate/],
  ['a stage twice', 'version: 1\npipelines:\n  New: [Demo, Demo]', { code: 'duplicate_value', line: 3 }, /second time/],
  ['a name', 'version: 1\nsources:\n  - name: My CRM', { line: 3, path: 'sources[0].name' }, /up to 64 letters/],
  ['a source twice', `${SOURCES}  - name: crm`, { code: 'duplicate_value', line: 5 }, /is crm, as an earlier/],
  ['a type', `${SOURCES}    events:\n      - deal.won`, { line: 6 }, /is "deal.won"; it may be "lead.created"/],
  ['a field', `${SOURCES}    fields: [amuont]`, { code: 'unknown_field', line: 5 }, /"amuont", no field .*amount/],
  ['a field of other types', `${SOURCES}    events: [lead.created]\n    fields: [amount]`, { line: 6 }, /"amount", no/],
  [
    'a link',
    `${SOURCES}    links: { ticket: 'desk.example.com' }`,
    { line: 5, path: 'sources[0].links.ticket' },
    /web address/,
  ],
  [
    'a link of no kind',
    `${SOURCES}    links: { deal: 'https://a.b/{id}' }`,
    { code: 'unknown_key' },
    /be account, .*ticket/,
  ],
  ['what held may be', `${SOURCES}    held: yes`, { line: 5 }, /is "yes"; it may be "implied", "stated"/],
  [
    'retention of no type',
    'version: 1\nretention: { visits: 3 }',
    { code: 'unknown_key', line: 2, path: 'retention.visits' },
    /be lead/,
  ],
  ['retention of no day', 'version: 1\nretention: { web.visited: 0 }', { line: 2 }, /at least 1/],
  ['rates that are not there', 'version: 1\nrates: none.csv', { code: 'not_readable' }, /none\.csv cannot be read/],
])('names the line of a mistake and what may stand there: %s', async (_case, text, error, message) => {
  const found = await mistakeOf(text);
  expect(found).toMatchObject(error);
  expect(found.message).toMatch(message);
});

it('links the records of a source to the pages of its namespace where it has none of its own', async () => {
  const plan = await planFromText(`version: 1
sources:
  - name: crm
    links: { opportunity: 'https://crm.example.com/deal/{id}', lead: 'https://crm.example.com/lead/{id}' }
  - name: calendar
    namespace: crm
    links: { lead: 'https://calendar.example.com/{id}' }
  - name: web
`);
  const opportunity = 'https://crm.example.com/deal/{id}';
  expect(settingsOf(plan, {}).recordLinks).toEqual({
    crm: { opportunity, lead: 'https://crm.example.com/lead/{id}' },
    calendar: { opportunity, lead: 'https://calendar.example.com/{id}' },
  });
});

it('allows a third primary source only where it is meant, and then says why not', async () => {
  const three = `${SOURCES}  - { name: mail, primary: true }\n  - { name: web, primary: true }\n`;
  const error = await mistakeOf(three);
  expect(error).toMatchObject({ code: 'too_many_primary_sources', line: 6, path: 'sources[2].primary' });
  const plan = await planFromText(`${three}maxPrimarySources: 3`);
  expect(planWarnings(plan)).toEqual([expect.stringMatching(/3 sources are primary \(crm, mail, web\)/)]);
});

it.each([
  [{ timeZone: 'Asia/Seoul' }, 'timeZone is Europe/Berlin, but SALESHUB_TIME_ZONE is Asia/Seoul'],
  [{ currency: 'USD' }, 'currency is EUR, but SALESHUB_CURRENCY is USD'],
  [{ weekStart: 'sunday' as const }, 'weekStart is monday, but SALESHUB_WEEK_START is sunday'],
  [{ rejectedRetention: 90 }, 'rejectedRetention is 30, but SALESHUB_REJECTED_DAYS is 90'],
])('refuses what the environment states otherwise: %j', async (environment, message) => {
  const text = 'version: 1\ncurrency: EUR\ntimeZone: Europe/Berlin\nweekStart: monday\nrejectedRetention: 30';
  const error = await mistakeOf(text, { environment });
  expect(error).toMatchObject({ code: 'conflicting_setting' });
  expect(error.message).toContain(message);
});
