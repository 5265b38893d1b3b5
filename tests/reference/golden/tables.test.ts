import type { Answer } from '@saleshub/model';
import { chanceOf } from '../harness/chance';
import { startHub, type TestedHub } from '../harness/hub';
import { SETTINGS } from '../histories/settings';
import { companyOf } from '../plain/company';
import { event } from '../plain/example';
import { accountsAtRisk } from '../plain/tables/accounts-at-risk';
import { annotationsOf } from '../plain/tables/annotations';
import { leaderboardOf } from '../plain/tables/leaderboard';

const SEED = 1;
const day = (date: string) => Date.parse(date);
const MAY = { from: day('2024-05-01'), to: day('2024-06-01'), now: day('2026-01-01') };
const AS_USUAL = { filters: [], timeZone: 'UTC' } as const;

const member = (rep: string, team: string) => event('rep.set', '2024-01-01', { rep, team, active_from: '2024-01-01' });
const deal = (opportunity: string, closed: string, type: string, fields: Record<string, string | number>) => [
  event('opportunity.created', '2024-04-01', { opportunity, ...fields }),
  event(`opportunity.${type}`, closed, { opportunity, ...(type === 'lost' && { loss_reason: 'price' }) }),
];
const answer = (time: string, score: number, fields: Record<string, string> = {}) =>
  event('survey.answered', time, { survey: 'nps', score, ...fields });
const subscribed = (account: string, time: string, mrr: number) =>
  event('subscription.started', time, { subscription: `s-${account}`, account, mrr });
const used = (time: string, quantity: number) => event('usage.recorded', time, { account: 'Acme', quantity });
const called = (time: string, account: string, rep: string) =>
  event('call.logged', time, { direction: 'outbound', outcome: 'connected', account, rep });
const mistaken = event('decision.recorded', '2024-05-03', { title: 'A mistake' });

const EVENTS = [
  ...[member('Ada', 'North'), member('Ben', 'North'), member('Cleo', 'South')],
  ...deal('d1', '2024-05-10', 'won', { rep: 'Ada', account: 'Acme', amount: '1000' }),
  ...deal('d2', '2024-05-12', 'lost', { rep: 'Ada', account: 'Cord', amount: 500 }),
  ...deal('d3', '2024-05-20', 'won', { rep: 'Ben', account: 'Bell', amount: '2500.50' }),
  ...deal('d4', '2024-04-15', 'won', { rep: 'Ben', amount: 300 }),
  ...deal('d5', '2024-04-20', 'lost', { rep: 'Ben' }),
  ...deal('d6', '2024-04-10', 'won', { rep: 'Ada', amount: 1 }),
  ...[answer('2024-05-01', 3, { account: 'Acme', comment: 'Too slow' }), answer('2024-05-02', 9)],
  answer('2024-05-03', 7),
  ...[subscribed('Acme', '2023-01-01', 100), subscribed('Bell', '2023-01-01', 50), subscribed('Cord', '2024-05-25', 5)],
  ...[used('2024-04-20', 100), used('2024-05-20', 40)],
  ...[called('2024-05-01', 'Acme', 'Ada'), called('2024-05-25', 'Bell', 'Ben')],
  event('account.assigned', '2024-01-01', { account: 'Acme', rep: 'Cleo' }),
  event('decision.recorded', '2024-05-02', { title: 'New prices', note: 'Up 5 %', author: 'Ada', kind: 'pricing' }),
  event('milestone.recorded', '2024-05-15', { title: 'Release 2' }),
  ...[mistaken, event('event.retracted', '2024-05-04', { target: mistaken.body.id })],
];

/** Tables of one tiny company, worked out by hand. */
describe('tables of May 2024', () => {
  const company = companyOf(EVENTS, SETTINGS);
  let hub: TestedHub;

  beforeAll(async () => {
    hub = await startHub();
    await hub.write(EVENTS, chanceOf(SEED));
  });
  afterAll(() => hub.close());

  const ask = (query: Record<string, unknown>): Promise<Answer> => hub.answer({ timeZone: 'UTC', ...query }, MAY);
  const table = async (query: Record<string, unknown>, columns: readonly string[]) =>
    (await ask(query)).rows.map((row) => columns.map((name) => row[name]));
  const codes = ({ notices }: Answer) => notices.map(({ code }) => code);

  it('lists the deals behind a win rate, the newest first', async () => {
    const columns = ['time', 'id', 'type', 'rep', 'account', 'loss_reason', 'amount', 'counted_as', 'comment'];
    expect(await table({ queryType: 'records', metric: 'win_rate' }, columns)).toEqual([
      [day('2024-05-20'), 'd3', 'opportunity.won', 'Ben', 'Bell', '(none)', 2500.5, 'numerator', null],
      [day('2024-05-12'), 'd2', 'opportunity.lost', 'Ada', 'Cord', 'price', 500, 'denominator', 'price'],
      [day('2024-05-10'), 'd1', 'opportunity.won', 'Ada', 'Acme', '(none)', 1000, 'numerator', null],
    ]);
  });

  it('lists the answers behind a Net Promoter Score with what was said', async () => {
    expect(await table({ queryType: 'records', metric: 'nps' }, ['type', 'account', 'counted_as', 'comment'])).toEqual([
      ['survey.answered', '(none)', 'passive', null],
      ['survey.answered', '(none)', 'promoter', null],
      ['survey.answered', 'Acme', 'detractor', 'Too slow'],
    ]);
  });

  it('lists what a level rests on as of the end, and one account once', async () => {
    const columns = ['time', 'id', 'amount', 'counted_as'];
    expect(await table({ queryType: 'records', metric: 'mrr' }, columns)).toEqual([
      [day('2024-05-25'), 'Cord', 5, 'counted'],
      [day('2023-01-01'), 'Acme', 100, 'counted'],
      [day('2023-01-01'), 'Bell', 50, 'counted'],
    ]);
  });

  it('says how many records there are where it lists fewer', async () => {
    const cut = await ask({ queryType: 'records', metric: 'win_rate', limit: 1 });
    expect(cut.rows).toHaveLength(1);
    expect(codes(cut)).toEqual(['capped_rows']);
    expect(cut.notices[0]?.text).toContain('1 of 3');
  });

  it('ranks by what is certain of the win rate, with everyone on the roster', async () => {
    const leaders = [
      // Of one deal all were won: surely more than 21 %. Of two one was: surely more than 9 %.
      [1, 1, 'Ben', 1, 1, 2500.5, 1],
      [2, -1, 'Ada', 1 / 2, 2, 1000, 1],
      [null, null, 'Cleo', null, 0, 0, 0],
    ];
    const query = { queryType: 'leaderboard', metrics: ['win_rate', 'won_value'] };
    const columns = ['rank', 'rank_change', 'rep', 'win_rate', 'win_rate_n', 'won_value', 'won_value_n'];
    expect(await table(query, columns)).toEqual(leaders);
    expect(codes(await ask(query))).toEqual(['low_sample']);
    const plainly = leaderboardOf(company, {
      ...{ ...MAY, ...AS_USUAL, weekStart: 'monday', confidence: 0.95 },
      ...{ metrics: ['win_rate', 'won_value'], by: 'rep', compareTo: 'previous_period' },
    });
    expect(
      plainly.map(({ rank, rankChange, name, numbers }) => [
        ...[rank, rankChange, name],
        ...numbers.flatMap(({ value, n }) => [value, n]),
      ]),
    ).toEqual(leaders);
  });

  it('names the accounts at risk with reasons, as many as the metric counts', async () => {
    // Known are usage (35 points, all lost), the answer (20, all lost), contact (15) and revenue (10).
    const [score, lastContact] = [100 * (1 - 55 / 80), day('2024-05-01')];
    const reasons = 'Usage down 60 % in 28 days (−44); last answer to the Net Promoter question 3 (−25)';
    const columns = ['account', 'score', 'reasons', 'mrr', 'manager', 'last_contact'];
    const risk = await ask({ queryType: 'accounts_at_risk' });
    expect(risk.columns.map(({ name }) => name)).toEqual(columns);
    expect(risk.rows.map((row) => columns.map((name) => row[name]))).toEqual([
      ['Acme', expect.closeTo(score, 9), reasons, 100, 'Cleo', lastContact],
    ]);
    // Of Cord only its contact is known.
    expect(risk.notices.map(({ code, text }) => [code, Number.parseInt(text, 10)])).toEqual([['left_out', 1]]);
    const counted = await ask({ queryType: 'metric', metric: 'at_risk_accounts', shape: 'total' });
    expect(counted.rows[0]?.value).toBe(risk.rows.length);
    const plainly = accountsAtRisk(company, { ...MAY, ...AS_USUAL, threshold: undefined });
    expect(plainly).toEqual({
      rows: [{ account: 'Acme', score: expect.closeTo(score, 9) as number, mrr: 100, manager: 'Cleo', lastContact }],
      leftOut: 1,
    });
  });

  it('names healthy accounts, too, where the threshold is above them', async () => {
    const accounts = (threshold: number) =>
      table({ queryType: 'accounts_at_risk', parameters: { threshold } }, ['account', 'reasons']);
    expect(await accounts(31.25)).toEqual([]);
    expect(await accounts(100)).toHaveLength(1);
  });

  it('lists decisions, milestones and large deals, the newest first', async () => {
    const parameters = { kinds: ['decision', 'milestone', 'deal'], minAmount: 2500.5 };
    const { rows } = await hub.answer({ queryType: 'annotations', parameters }, MAY);
    expect(rows.map(({ time, time_end, title, text, tags }) => [time, time_end, title, text, tags])).toEqual([
      [day('2024-05-20'), null, 'Won: Bell', 'd3: 2,500.5 USD, by Ben', 'deal'],
      [day('2024-05-15'), null, 'Release 2', '', 'milestone'],
      [day('2024-05-02'), null, 'New prices', 'Up 5 % – Ada', 'decision,pricing'],
    ]);
    const plainly = annotationsOf(company, {
      ...MAY,
      filters: [],
      kinds: ['decision', 'milestone', 'deal'],
      minAmount: 2500.5,
    });
    expect(plainly.map(({ title, tags }) => [title, tags])).toEqual([
      ['New prices', 'decision,pricing'],
      ['Release 2', 'milestone'],
      ['Won: Bell', 'deal'],
    ]);
  });
});
