import { openHistoryStore, said, type Said, type HistoryStore } from '../testing/histories';

const repSet = (rep: string, active_from: string, fields: Record<string, unknown> = {}) =>
  said('rep.set', 20, { rep, active_from, ...fields });

describe('what is computed from the events when it is asked for', () => {
  let store: HistoryStore;
  beforeAll(async () => {
    store = await openHistoryStore();
  });
  afterAll(async () => store.remove());

  let written = 0;
  /** As the reading user, who may see views. */
  async function ask<Row>(history: readonly Said[], query: string, parameters: Record<string, unknown>) {
    await store.write(history, `n${written++}`);
    const result = await store.reader.query({ query, query_params: parameters, format: 'JSONEachRow' });
    return result.json<Row>();
  }

  const roster = (rep: string, history: readonly Said[]) =>
    ask(
      history,
      'SELECT team, region, active_from AS from, active_to AS to FROM roster WHERE rep = {rep:String} ORDER BY from',
      { rep },
    );

  describe('the roster', () => {
    it('has a spell for each team, which ends where the next begins', async () => {
      const moved = [
        repSet('Ada', '2025-01-01', { team: 'North', region: 'EU' }),
        repSet('Ada', '2025-06-01', { team: 'South' }),
      ];
      expect(await roster('Ada', moved)).toEqual([
        { team: 'North', region: 'EU', from: '2025-01-01', to: '2025-06-01' },
        { team: 'South', region: 'EU', from: '2025-06-01', to: null },
      ]);
    });

    it('lets a rep leave and come back', async () => {
      const left = [
        repSet('Ben', '2025-01-01', { team: 'North', active_to: '2025-03-01' }),
        repSet('Ben', '2025-05-01', { active_to: '2025-09-01' }),
        repSet('Ben', '2025-08-01', { team: null }),
      ];
      expect(await roster('Ben', left)).toEqual([
        { team: 'North', region: '', from: '2025-01-01', to: '2025-03-01' },
        { team: 'North', region: '', from: '2025-05-01', to: '2025-08-01' },
        { team: '', region: '', from: '2025-08-01', to: null },
      ]);
    });

    it('takes the last word on a spell, which inherits from the words before', async () => {
      const corrected = [
        repSet('Cleo', '2025-01-01', { team: 'Nroth', region: 'EU', active_to: '2025-02-01' }),
        repSet('Cleo', '2025-01-01', { team: 'North' }),
      ];
      expect(await roster('Cleo', corrected)).toEqual([{ team: 'North', region: 'EU', from: '2025-01-01', to: null }]);
    });

    it('forgets what was taken back', async () => {
      const undone = [
        repSet('Dan', '2025-01-01', { team: 'North' }),
        repSet('Dan', '2025-06-01', { team: 'South' }),
        said('event.retracted', 21, { target: 'e0' }),
      ];
      expect(await roster('Dan', undone)).toEqual([{ team: 'South', region: '', from: '2025-06-01', to: null }]);
    });
  });

  describe('targets', () => {
    const target = (metric: string, day: number, value: string, fields: Record<string, unknown> = {}) => {
      const period = { period_start: '2026-01-01', period_end: '2026-04-01' };
      return said('target.set', day, { metric, value, ...period, ...fields });
    };
    const targets = (metric: string, history: readonly Said[]) =>
      ask(
        history,
        `SELECT rep, team, period_start AS start, period_end AS end, toString(value) AS value
FROM targets WHERE metric = {metric:String} ORDER BY start, rep, team`,
        { metric },
      );
    const quarter = { start: '2026-01-01', end: '2026-04-01' };

    it('are what was set last, for a rep, a team or the company, whatever team a rep is said to have', async () => {
      const set = [
        target('calls', 5, '70', { rep: 'Ada', team: 'South' }),
        target('calls', 3, '60', { rep: 'Ada', team: 'North' }),
        target('calls', 3, '200', { team: 'North' }),
        target('calls', 2, '900.5', { rep: null }),
        target('calls', 2, '80', { rep: 'Ada', period_start: '2026-04-01', period_end: '2026-07-01' }),
      ];
      expect(await targets('calls', set)).toEqual([
        { rep: '', team: '', ...quarter, value: '900.5' },
        { rep: '', team: 'North', ...quarter, value: '200' },
        { rep: 'Ada', team: '', ...quarter, value: '70' },
        { rep: 'Ada', team: '', start: '2026-04-01', end: '2026-07-01', value: '80' },
      ]);
    });

    it('fall back where the last word is taken back', async () => {
      const set = [said('event.retracted', 9, { target: 'e1' }), target('demos', 5, '2'), target('demos', 3, '1')];
      expect(await targets('demos', set)).toMatchObject([{ value: '1' }]);
    });
  });

  describe('account managers', () => {
    const assigned = (day: number, account: string, rep: string, source?: string) =>
      said('account.assigned', day, { account, rep }, source);

    it('look after an account until another is assigned; of one instant the last counts', async () => {
      const rows = await ask(
        [
          assigned(5, 'Acme', 'Cleo'),
          assigned(3, 'Acme', 'Ben', 'b'),
          assigned(3, 'Acme', 'Dan', 'a'),
          assigned(2, 'Acme', 'Ada'),
        ],
        `SELECT rep, toDate(valid_from) AS from, toDate32(valid_to) AS to FROM account_managers
WHERE account = {account:String} ORDER BY from`,
        { account: 'Acme' },
      );
      expect(rows).toEqual([
        { rep: 'Ada', from: '2026-01-02', to: '2026-01-03' },
        { rep: 'Ben', from: '2026-01-03', to: '2026-01-05' },
        { rep: 'Cleo', from: '2026-01-05', to: '2299-12-31' },
      ]);
    });
  });
});
