import type { Answer } from '@saleshub/model';
import { chanceOf } from '../harness/chance';
import { startHub, type TestedHub } from '../harness/hub';
import { event } from '../plain/example';

const SEED = 1;
const day = (date: string) => Date.parse(date);
const SPRING = { from: day('2024-03-01'), to: day('2024-07-01'), now: day('2026-01-01') };

const created = (opportunity: string, time: string, stage: string, amount?: number) =>
  event('opportunity.created', time, { opportunity, stage, ...(amount !== undefined && { amount }) });
const won = (opportunity: string, time: string) => event('opportunity.won', time, { opportunity });
const lost = (opportunity: string, time: string) =>
  event('opportunity.lost', time, { opportunity, loss_reason: 'price' });

/** Every deal closes on its tenth day: those in Demo are won, those in Qualified are lost. */
const EVENTS = [
  ...[created('w1', '2024-05-01', 'Demo', 1000), won('w1', '2024-05-11')],
  ...[created('w2', '2024-05-08', 'Demo', 3000), won('w2', '2024-05-18')],
  ...[created('l1', '2024-05-01', 'Qualified', 1), lost('l1', '2024-05-11')],
  ...[created('l2', '2024-05-01', 'Qualified', 1), lost('l2', '2024-05-11')],
  ...[created('w3', '2024-05-25', 'Demo', 5000), won('w3', '2024-06-04')],
  ...[created('o1', '2024-05-31', 'Qualified', 400), created('o2', '2024-05-31', 'Demo')],
];

/** Forecasts of one tiny company, worked out by hand. */
describe('forecasts in June 2024', () => {
  let hub: TestedHub;

  beforeAll(async () => {
    hub = await startHub();
    await hub.write(EVENTS, chanceOf(SEED));
  });
  afterAll(() => hub.close());

  const forecast = (parameters: Record<string, unknown>): Promise<Answer> =>
    hub.answer({ queryType: 'forecast', timeZone: 'UTC', parameters: { asOf: '2024-06-05', ...parameters } }, SPRING);

  it('expects the open deals of the running week, and later as many new ones as of late', async () => {
    const { rows, notices } = await forecast({ horizon: 2 });
    // Three of five were won, for 3,000 each. The rate of a stage is drawn to that by 20 deals, and the rate of its deals
    // of that age to that of the stage by 20 more.
    const qualified = 0.6 * (20 / 22) ** 2;
    const demo = (3 + (20 * (3 + 20 * 0.6)) / 23) / 23;
    // Both open deals are 5 days old on Wednesday and close on Monday. The amount of o2 is not known: the mean of won deals.
    const running = 5000 + qualified * 400 + demo * 3000;
    // Seven new deals in 180 days. Of those created from Wednesday on, two days' and a half close in the week after.
    const next = (7 / 180) * 0.6 * 2.5 * 3000;
    expect(rows).toMatchObject([
      { time: day('2024-06-03'), expected: expect.closeTo(running, 6) as number, won: 5000, open_count: 2 },
      { time: day('2024-06-10'), expected: expect.closeTo(next, 6) as number, won: 0, open_count: 0 },
    ]);
    for (const { low, expected, high } of rows) {
      expect(low).toBeLessThan(Number(expected));
      expect(high).toBeGreaterThan(Number(expected));
    }
    // Five closes. The first was four weeks ago: enough to measure their scatter, though nothing was won in two of them.
    expect(notices.map(({ code, text }) => [code, /\d+/.exec(text)?.[0]])).toEqual([['low_sample', '5']]);
  });

  it('forecasts past weeks from what was known at their beginnings', async () => {
    const { rows } = await forecast({ backtest: 4 });
    // One of three was won. w2 is five days old, and deals close on their tenth day.
    const demo = (1 + (20 * (1 + 20 / 3)) / 21) / 21;
    expect(rows.map(({ time, expected, actual }) => [time, expected, actual])).toEqual([
      // Nothing had been closed.
      [day('2024-05-06'), null, 1000],
      [day('2024-05-13'), expect.closeTo(demo * 3000, 6), 3000],
      [day('2024-05-20'), 0, 0],
      // w3 is two days old.
      [day('2024-05-27'), 0, 0],
    ]);
  });
});
