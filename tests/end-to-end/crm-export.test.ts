import { hasCrmExport, MAPPING_FILE, PIPELINE_FILE, readDeals, type Deal } from '../support/crm-export';
import { makeFolder, query, saleshub } from '../support/saleshub';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const RANGE = ['--from', '2016-10-01', '--to', '2018-01-01'];
const title = 'the CRM export, from the file to the numbers';

(hasCrmExport ? describe : describe.skip)(
  hasCrmExport ? title : `${title} (skipped: ../shared/data is not beside the project)`,
  () => {
    const folder = makeFolder();
    const runImport = () =>
      saleshub(['import', PIPELINE_FILE, '--mapping', MAPPING_FILE, '--source', 'crm', '--allow-refused'], folder.path);
    const ask = (metric: string, ...more: string[]) => query([metric, ...RANGE, ...more], folder.path);
    let deals: Deal[];
    let first: Awaited<ReturnType<typeof runImport>>;

    beforeAll(async () => {
      deals = readDeals();
      first = await runImport();
    });
    afterAll(folder.remove);

    it('imports every row with a date and says what it refused', () => {
      expect(first.stderr).toContain('Rows: 8800 read, 8300 imported, 0 ignored, 500 refused.');
      expect(first.stderr).toContain('Events: 15011: 15011 new, 0 known already');
      expect(first.code).toBe(0);
      const rejected = readFileSync(join(folder.path, 'sales_pipeline.csv.rejected.csv'), 'utf8');
      expect(rejected.trim().split('\n')).toHaveLength(501);
    });

    it('gives the numbers that are known of it', async () => {
      const [winRate] = (await ask('win_rate')).rows;
      expect(winRate).toMatchObject({ n: 6711, low_sample: false });
      expect(winRate?.value).toBeCloseTo(4238 / 6711, 12);
      expect(winRate?.low).toBeCloseTo(0.6199, 4);
      expect(winRate?.high).toBeCloseTo(0.643, 4);
      expect((await ask('won_value')).rows[0]).toMatchObject({ value: 10_005_534, n: 4238 });
      expect((await ask('sales_cycle')).rows[0]).toMatchObject({ value: 57, n: 4238 });
      expect((await ask('sales_cycle', '--statistic', 'mean')).rows[0]?.value).toBeCloseTo(51.782, 3);
      expect((await ask('open_opportunities')).rows[0]).toMatchObject({ value: 1589, n: 1589 });
      expect((await ask('new_opportunities')).rows[0]).toMatchObject({ value: 8300 });
    });

    it.each([
      ['product', (deal: Deal) => deal.product],
      ['team', (deal: Deal) => deal.team],
      ['region', (deal: Deal) => deal.region],
      ['rep', (deal: Deal) => deal.sales_agent],
      ['account', (deal: Deal) => deal.account || '(none)'],
    ])('splits win rate and won value by %s as the file says', async (dimension, groupOf) => {
      const expected = tally(deals, groupOf);
      const winRate = await ask('win_rate', '--by', dimension);
      expect(Object.fromEntries(winRate.rows.map((row) => [row[dimension], [row.n, row.value]]))).toEqual(
        mapValues(expected, ({ won, closed }) => [closed, won / closed]),
      );
      const value = await ask('won_value', '--by', dimension);
      expect(Object.fromEntries(value.rows.map((row) => [row[dimension], row.value]))).toEqual(
        mapValues(expected, (group) => group.value),
      );
    });

    it('splits by the month of the close, in calendar order', async () => {
      const expected = tally(deals, (deal) => deal.close_date.slice(0, 7));
      const { rows } = await ask('win_rate', '--interval', 'month');
      expect(rows.map((row) => String(row.time).slice(0, 7))).toEqual(
        Array.from({ length: 15 }, (_, index) => new Date(Date.UTC(2016, 9 + index)).toISOString().slice(0, 7)),
      );
      const answered = rows.filter((row) => row.n !== 0);
      expect(Object.fromEntries(answered.map((row) => [String(row.time).slice(0, 7), [row.n, row.value]]))).toEqual(
        mapValues(expected, ({ won, closed }) => [closed, won / closed]),
      );
    });

    const askForecast = (...more: string[]) =>
      query(['--query-type', 'forecast', '--set', 'asOf=2018-01-01', ...more], folder.path);
    const valueBetween = (from: Date, to: Date) =>
      deals
        .filter(
          (deal) => deal.deal_stage === 'Won' && new Date(deal.close_date) >= from && new Date(deal.close_date) < to,
        )
        .reduce((sum, deal) => sum + Number(deal.close_value), 0);

    it.each([
      { interval: 'month', count: 6, most: 0.5, startOf: (back: number) => new Date(Date.UTC(2018, -back)) },
      { interval: 'week', count: 20, most: 0.75, startOf: (back: number) => new Date(Date.UTC(2018, 0, 1 - 7 * back)) },
    ])('is forecast better than by the $interval before', async ({ interval, count, most, startOf }) => {
      const { rows } = await askForecast('--interval', interval, '--set', `backtest=${count}`);
      expect(rows).toHaveLength(count);
      const periods = rows.map((row, index) => {
        const back = count - index;
        const actual = valueBetween(startOf(back), startOf(back - 1));
        expect(row.actual).toBe(actual);
        return {
          error: Math.abs(Number(row.expected) - actual),
          naiveError: Math.abs(valueBetween(startOf(back + 1), startOf(back)) - actual),
          isHeld: Number(row.low) <= actual && actual <= Number(row.high),
        };
      });
      const total = (of: (period: (typeof periods)[number]) => number) =>
        periods.reduce((sum, one) => sum + of(one), 0);
      expect(total(({ error }) => error) / total(({ naiveError }) => naiveError)).toBeLessThan(most);
      expect(total(({ isHeld }) => Number(isHeld)) / count).toBeGreaterThanOrEqual(0.8);
    });

    it.each(['team', 'rep'])('has forecasts by %s that add up', async (dimension) => {
      const whole = await askForecast('--set', 'horizon=2');
      const parts = await askForecast('--set', 'horizon=2', '--by', dimension);
      for (const row of whole.rows) {
        const added = parts.rows
          .filter(({ time }) => time === row.time)
          .reduce((sum, part) => sum + Number(part.expected), 0);
        expect(added).toBeCloseTo(Number(row.expected), 2);
      }
    });

    it('counts what was open at the end of each month', async () => {
      const { rows } = await ask('open_opportunities', '--interval', 'month');
      const ends = rows.map((_, index) => new Date(Date.UTC(2016, 10 + index)).toISOString().slice(0, 10));
      const dated = deals.filter((deal) => deal.engage_date !== '');
      expect(rows.map((row) => row.value)).toEqual(
        ends.map(
          (end) => dated.filter((deal) => deal.engage_date < end && !(deal.close_date && deal.close_date < end)).length,
        ),
      );
    });

    it('changes nothing when it is imported again', async () => {
      const before = await ask('won_value', '--by', 'team');
      const again = await runImport();
      expect(again.stderr).toContain('Events: 15011: 0 new, 15011 known already');
      expect(await ask('won_value', '--by', 'team')).toEqual(before);
      expect((await ask('win_rate')).rows[0]).toMatchObject({ n: 6711 });
    });
  },
);

interface Tally {
  won: number;
  closed: number;
  value: number;
}

function tally(deals: readonly Deal[], groupOf: (deal: Deal) => string): Record<string, Tally> {
  const groups: Record<string, Tally> = {};
  for (const deal of deals) {
    if (deal.deal_stage !== 'Won' && deal.deal_stage !== 'Lost') continue;
    const group = (groups[groupOf(deal)] ??= { won: 0, closed: 0, value: 0 });
    group.closed++;
    if (deal.deal_stage === 'Lost') continue;
    group.won++;
    group.value += Number(deal.close_value);
  }
  return groups;
}

function mapValues<Value, Result>(groups: Record<string, Value>, change: (value: Value) => Result) {
  return Object.fromEntries(Object.entries(groups).map(([key, value]) => [key, change(value)]));
}
