import type { Answer } from '@saleshub/model';
import { chanceOf } from '../harness/chance';
import { startHub, type TestedHub } from '../harness/hub';
import { event } from '../plain/example';

const SEED = 1;
const day = (date: string) => Date.parse(date);
const SPRING = { from: day('2024-03-01'), to: day('2024-07-01'), now: day('2026-01-01') };

const created = (opportunity: string, time: string, team: string, amount: number) =>
  event('opportunity.created', time, { opportunity, stage: 'Demo', team, amount });
const won = (opportunity: string, time: string) => event('opportunity.won', time, { opportunity });

/** Every deal is won on its tenth day, a month after the one before. */
const EVENTS = [
  ...[created('w1', '2024-02-23', 'EMEA', 1000), won('w1', '2024-03-04')],
  ...[created('w2', '2024-03-25', 'APAC', 1000), won('w2', '2024-04-04')],
  ...[created('w3', '2024-04-25', 'EMEA', 1000), won('w3', '2024-05-05')],
  ...[created('w4', '2024-05-25', 'APAC', 400), won('w4', '2024-06-04')],
];

/** Forecasts of one tiny company, worked out by hand. */
describe('forecasts in June 2024', () => {
  let hub: TestedHub;

  beforeAll(async () => {
    hub = await startHub();
    await hub.write(EVENTS, chanceOf(SEED));
  });
  afterAll(() => hub.close());

  const forecast = (fields: Record<string, unknown>, parameters: Record<string, unknown>): Promise<Answer> =>
    hub.answer({ queryType: 'forecast', timeZone: 'UTC', ...fields, parameters }, SPRING);

  // The open deal is won in June. All are won from their eleventh day on, so of the new deals of June, three in 91 days as
  // before, those of all but the last eleven days count.
  const fromDeals = 400 + (3 / 91) * (30 - 11) * 1000;
  // Nothing is known of the errors of either, so both count half: the level of 1,000, and the deals.
  const june = (1000 + fromDeals) / 2;

  it('mixes the level with what deals promise, as known at the beginning of the month', async () => {
    const { rows, notices } = await forecast({ interval: 'month' }, { asOf: '2024-06-01', horizon: 2 });
    expect(rows).toMatchObject([
      { time: day('2024-06-01'), expected: expect.closeTo(june, 6) as number, won: 0, open_count: 1 },
      { time: day('2024-07-01'), won: 0, open_count: 0 },
    ]);
    for (const { low, expected, high } of rows) {
      expect(low).toBeLessThan(Number(expected));
      expect(high).toBeGreaterThan(Number(expected));
    }
    expect(notices.map(({ code, text }) => [code, /\d+/.exec(text)?.[0]])).toEqual([
      ['backtest', '2'],
      ['low_sample', '3'],
      ['low_sample', '3'],
      ['low_sample', '3'],
    ]);
  });

  it('adds to what was won in the month what is left of it', async () => {
    const { rows } = await forecast({ interval: 'month' }, { asOf: '2024-06-16', horizon: 1 });
    expect(rows).toMatchObject([{ expected: expect.closeTo(400 + june / 2, 6) as number, won: 400, open_count: 0 }]);
  });

  it('forecasts past weeks from what was known at their beginnings', async () => {
    const { rows } = await forecast({}, { asOf: '2024-04-17', backtest: 7 });
    // The mean of the weeks since the first win.
    expect(rows.map(({ time, expected, actual }) => [time, expected, actual])).toEqual([
      [day('2024-02-26'), null, 0],
      [day('2024-03-04'), null, 1000],
      [day('2024-03-11'), 1000, 0],
      [day('2024-03-18'), 500, 0],
      [day('2024-03-25'), expect.closeTo(1000 / 3, 6), 0],
      [day('2024-04-01'), 250, 1000],
      [day('2024-04-08'), 400, 0],
    ]);
  });

  it('is split by team as the forecasts of the teams are, and adds up', async () => {
    const { rows } = await forecast({ interval: 'month', groupBy: ['team'] }, { asOf: '2024-06-01', horizon: 1 });
    // EMEA won 1,000 in the first and the third month; the level begins at their mean and follows slowly. Of its deals none is
    // open, and one is new in 91 days. APAC won in April first: too short for more than the mean of 1,000 and nothing.
    const emea = rows.find(({ team }) => team === 'EMEA');
    const apac = rows.find(({ team }) => team === 'APAC');
    expect(rows.map(({ team, open_count }) => [team, open_count])).toEqual([
      ['APAC', 1],
      ['EMEA', 0],
    ]);
    expect(Number(emea?.expected) + Number(apac?.expected)).toBeCloseTo(june, 6);
    const level = ((2000 / 3) * 0.95 + 50) * 0.95 ** 2 + 50;
    const own = { emea: (level + (1 / 91) * (30 - 11) * 1000) / 2, apac: 500 };
    expect(Number(emea?.expected) / Number(apac?.expected)).toBeCloseTo(own.emea / own.apac, 6);
  });

  it('forecasts nothing of deals that a filter leaves out', async () => {
    const filters = [{ dimension: 'rep', operator: 'in', values: ['Nobody'] }];
    const { rows } = await forecast({ interval: 'month', filters }, { asOf: '2024-06-01', horizon: 1 });
    expect(rows).toMatchObject([{ expected: null, low: null, high: null, won: 0, open_count: 0 }]);
  });
});
