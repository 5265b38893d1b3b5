import type { Answer } from '@saleshub/model';
import { chanceOf } from '../harness/chance';
import { startHub, type TestedHub } from '../harness/hub';
import { event } from '../plain/example';

const day = (date: string) => Date.parse(date);
const QUARTER = { from: day('2024-04-01'), to: day('2024-07-01'), now: day('2026-01-01') };

const target = (metric: string, value: number, [period_start, period_end]: [string, string], whose = {}) =>
  event('target.set', '2024-01-01', { metric, value, period_start, period_end, ...whose });
const call = (time: string, rep: string) =>
  event('call.logged', time, { direction: 'outbound', outcome: 'connected', rep });

const EVENTS = [
  ...[call('2024-04-10', 'Ada'), call('2024-05-10', 'Ada'), call('2024-05-11', 'Ben'), call('2024-06-10', 'Cleo')],
  event('survey.answered', '2024-05-02', { survey: 'nps', score: 9 }),
  // 91 days; of May, 31 of them, there is a target of its own.
  target('calls', 910, ['2024-04-01', '2024-07-01'], { rep: 'Ada' }),
  target('calls', 620, ['2024-05-01', '2024-06-01'], { rep: 'Ada' }),
  target('calls', 182, ['2024-04-01', '2024-07-01'], { rep: 'Ben' }),
  target('nps', 30, ['2024-01-01', '2025-01-01']),
  target('nps', 45, ['2024-06-01', '2024-07-01']),
  target('nps', 60, ['2024-01-01', '2025-01-01'], { team: 'North' }),
];

/** Targets beside the values of other metrics than won value, worked out by hand. */
describe('what is aimed at', () => {
  let hub: TestedHub;

  beforeAll(async () => {
    hub = await startHub();
    await hub.write(EVENTS, chanceOf(1));
  });
  afterAll(() => hub.close());

  const ask = (query: Record<string, unknown>, range: Partial<typeof QUARTER> = {}): Promise<Answer> =>
    hub.answer({ timeZone: 'UTC', target: true, ...query }, { ...QUARTER, ...range });
  const targets = async (query: Record<string, unknown>, range: Partial<typeof QUARTER> = {}) =>
    (await ask(query, range)).rows.map(({ target: found }) =>
      typeof found === 'number' ? Math.round(found * 1e6) / 1e6 : found,
    );

  it('adds up by day of what adds up, each day by the shortest target around it', async () => {
    const calls = { metric: 'calls', shape: 'time_series', interval: 'month', groupBy: ['rep'] };
    const rows = (await ask(calls)).rows.map(({ rep, target: found }) => [
      rep,
      Math.round(Number(found ?? -1) * 1e6) / 1e6,
    ]);
    expect(rows).toEqual([
      ...[
        ['Ada', 300],
        ['Ada', 620],
        ['Ada', 300],
      ],
      ...[
        ['Ben', 60],
        ['Ben', 62],
        ['Ben', 60],
      ],
      ...[
        ['Cleo', -1],
        ['Cleo', -1],
        ['Cleo', -1],
      ],
    ]);
  });

  it("is of the company what its reps' targets come to where it has none, and of a range the part of its days", async () => {
    expect(await targets({ metric: 'calls', shape: 'total' })).toEqual([1220 + 182]);
    expect(await targets({ metric: 'calls', shape: 'total' }, { to: day('2024-04-11') })).toEqual([100 + 20]);
    expect(await targets({ metric: 'calls', shape: 'total' }, { to: day('2024-04-01T12:00:00Z') })).toEqual([6]);
    const ofAda = { filters: [{ dimension: 'rep', operator: 'in', values: ['Ada'] }] };
    expect(await targets({ metric: 'calls', shape: 'total', ...ofAda })).toEqual([1220]);
  });

  it('is of a score what is aimed at on the last day of a bucket', async () => {
    expect(await targets({ metric: 'nps', shape: 'time_series', interval: 'month' })).toEqual([30, 30, 45]);
    expect(await targets({ metric: 'nps', shape: 'total' }, { to: day('2024-06-01') })).toEqual([30]);
  });

  it('is none of what nobody can have a target for, which a notice says', async () => {
    const byRegion = await ask({ metric: 'calls', shape: 'breakdown', groupBy: ['region'] });
    expect(byRegion.rows).toMatchObject([{ target: null }]);
    expect(byRegion.notices.map(({ text }) => text)).toEqual([
      'Targets are those of the company, of teams or of reps: no other split or filter has any.',
    ]);
    const withoutOne = await ask({ metric: 'win_rate', shape: 'total' });
    expect(withoutOne.notices.map(({ code }) => code)).toContain('no_target');
  });

  it('does not stand where one number alone is asked for, nor beside a part of a target', async () => {
    const refused = { code: 'not_applicable', path: 'target' };
    await expect(ask({ metric: 'calls', output: 'value' })).rejects.toMatchObject(refused);
    await expect(ask({ metric: 'forecast_attainment' })).rejects.toMatchObject(refused);
  });
});
