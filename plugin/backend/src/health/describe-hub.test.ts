import { describeHub, type HubFindings } from './describe-hub';

const NOW = Date.UTC(2026, 0, 10);
const findings: HubFindings = {
  clickHouse: '25.8.1',
  plugin: '1.2.3',
  database: 'hub',
  timeZone: 'Asia/Seoul',
  currency: 'KRW',
  stored: { events: 1_234_567, sources: 5, latest: NOW - 3 * 3_600_000 },
  behind: 0,
  now: NOW,
};
const described = (changes: Partial<HubFindings> = {}) => describeHub({ ...findings, ...changes });

test('versions, amount, sources and freshness are sentences', () => {
  expect(described()).toBe(
    "ClickHouse 25.8.1 answers from the hub's database hub, and the plugin 1.2.3 asks it. " +
      'It holds 1,234,567 events of 5 sources, the latest received 3 hours ago; all are counted. ' +
      'Days are those of Asia/Seoul, amounts are in KRW.',
  );
});

test.each<[string, Partial<HubFindings>, string]>([
  ['no version of the plugin', { plugin: '' }, 'database hub. It holds'],
  ['no events', { stored: { events: 0, sources: 0, latest: null } }, 'It holds no events yet.'],
  [
    'one event',
    { stored: { events: 1, sources: 1, latest: NOW } },
    '1 event of 1 source, the latest received less than',
  ],
  ['a clock that is behind', { stored: { events: 2, sources: 1, latest: NOW + 5 } }, 'less than a minute ago'],
  ['one that is old', { stored: { events: 2, sources: 1, latest: NOW - 86_400_000 } }, 'received 1 day ago'],
  ['what is not counted yet', { behind: 1 }, '3 hours ago; 1 batch not counted yet.'],
  ['what is not known', { behind: undefined }, 'it is not known whether all of them are counted.'],
  ['what took too long', { stored: undefined }, 'could not be counted in time.'],
])('%s is named', (_case, changes, words) => {
  expect(described(changes)).toContain(words);
});
