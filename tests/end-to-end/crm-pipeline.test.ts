import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE, DEFAULT_SETTINGS, type AnswerRow } from '@saleshub/model';
import { openEmbeddedStore, type EmbeddedStore } from '@saleshub/store/embedded';
import { createReadClient, runQuery } from '@saleshub/store/read';
import { hasCrmExport, MAPPING_FILE, PIPELINE_FILE, readDeals, type Deal } from '../support/crm-export';
import { COMPUTATIONS, type Dates, type Rows, type WonTarget } from '../support/crm-pipeline';
import { makeFolder, saleshub } from '../support/saleshub';

const ALL: Dates = { from: '2016-10-01', to: '2018-01-01' };
const QUARTERS: Dates[] = ['2016-10-01', '2017-01-01', '2017-04-01', '2017-07-01', '2017-10-01'].map(
  (from, index, starts) => ({ from, to: starts[index + 1] ?? ALL.to }),
);
const THIRD: Dates = { from: '2017-07-01', to: '2017-10-01' };
const FOURTH: Dates = { from: '2017-10-01', to: '2018-01-01' };
const LATER = Date.parse('2018-07-01');

/** The file has no targets; these are written beside it. The team's of the fourth quarter is met. */
const TARGETS: WonTarget[] = [
  { ...THIRD, team: '', value: 4_000_000 },
  { ...FOURTH, team: '', value: 3_000_000 },
  { ...THIRD, team: 'Melvin Marxen', value: 600_000 },
  { ...FOURTH, team: 'Melvin Marxen', value: 100_000 },
];
const TARGETS_MAPPING = `version: 1
events:
  - type: target.set
    id: '{name}'
    occurred_at: { column: set_on, format: yyyy-MM-dd }
    fields:
      metric: { value: won_value }
      team: { column: team }
      period_start: { column: period_start }
      period_end: { column: period_end }
      value: { column: value }
`;

const SPLITS: Record<string, (deal: Deal) => string> = {
  team: ({ team }) => team,
  region: ({ region }) => region,
  rep: ({ sales_agent }) => sales_agent,
  product: ({ product }) => product,
  account: ({ account }) => account || '(none)',
};

const idOf = (name: string) => name.split(' ')[0] ?? name;
const isOfTargets = (name: string) => ['quota_attainment', 'forecast_attainment', 'pipeline_coverage'].includes(name);

it('computes every pipeline metric', () => {
  const ids = CATALOGUE.filter(({ group }) => group === 'Pipeline').map(({ id }) => id);
  expect(new Set(Object.keys(COMPUTATIONS).map(idOf))).toEqual(new Set(ids));
});

const title = 'every pipeline metric of the CRM export is what its rows say';

(hasCrmExport ? describe : describe.skip)(
  hasCrmExport ? title : `${title} (skipped: ../shared/data is not beside the project)`,
  () => {
    const folder = makeFolder();
    const printed: string[] = [];
    let store: EmbeddedStore;
    let reader: ReturnType<typeof createReadClient>;
    let deals: Deal[];

    beforeAll(async () => {
      expect(await importFile(PIPELINE_FILE, MAPPING_FILE)).toContain('8300 imported');
      const [targets, mapping] = [join(folder.path, 'targets.csv'), join(folder.path, 'targets.yaml')];
      const lines = TARGETS.map(({ team, from, to, value }) =>
        [`${team || 'all'} ${from}`, team, from, to, value, '2016-12-01'].join(','),
      );
      writeFileSync(targets, ['name,team,period_start,period_end,value,set_on', ...lines].join('\n'));
      writeFileSync(mapping, TARGETS_MAPPING);
      expect(await importFile(targets, mapping)).toContain(`${TARGETS.length} imported`);
      // Rows without a date are refused.
      deals = readDeals().filter(({ engage_date }) => engage_date !== '');
      store = await openEmbeddedStore({ dataDir: join(folder.path, 'data') });
      reader = createReadClient({ url: store.url, ...store.reader, database: 'saleshub' });
    });
    afterAll(async () => {
      process.stderr.write(`\nmetric | the hub | the rows of the file\n${printed.join('\n')}\n`);
      await reader.close();
      await store.close();
      await folder.remove();
    });

    async function importFile(file: string, mapping: string): Promise<string> {
      const args = ['import', file, '--mapping', mapping, '--source', 'crm', '--allow-refused'];
      const { code, stderr } = await saleshub(args, folder.path);
      if (code !== 0) throw new Error(stderr);
      return stderr;
    }

    async function ask(name: string, more: Record<string, unknown>): Promise<AnswerRow[]> {
      const query = { queryType: 'metric', metric: idOf(name), ...COMPUTATIONS[name]?.query, ...more };
      const range = { from: Date.parse(ALL.from), to: Date.parse(ALL.to) };
      return (await runQuery(reader, query, { range, now: LATER, settings: DEFAULT_SETTINGS })).rows;
    }

    const companyTargets = TARGETS.filter(({ team }) => team === '');
    const rowsOf = (some: readonly Deal[], targets = companyTargets): Rows => ({ deals: some, all: deals, targets });
    const compute = (name: string, rows: Rows, range: Dates) => COMPUTATIONS[name]?.compute(rows, range) ?? null;

    describe.each(Object.keys(COMPUTATIONS))('%s', (name) => {
      it('in total', async () => {
        const [row] = await ask(name, { shape: 'total' });
        const expected = compute(name, rowsOf(deals), ALL);
        printed.push([name, ...[row?.value, expected].map(inColumn)].join(' | '));
        expectNearly({ total: row?.value }, { total: expected });
      });

      it('by quarter', async () => {
        const rows = await ask(name, { shape: 'time_series', interval: 'quarter' });
        expectNearly(
          Object.fromEntries(rows.map(({ time, value }) => [new Date(Number(time)).toISOString().slice(0, 10), value])),
          Object.fromEntries(QUARTERS.map((quarter) => [quarter.from, compute(name, rowsOf(deals), quarter)])),
        );
      });

      it.each(isOfTargets(name) ? ['team'] : Object.keys(SPLITS))('by %s', async (dimension) => {
        const groupOf = SPLITS[dimension] as (deal: Deal) => string;
        const answered = await ask(name, { shape: 'breakdown', groupBy: [dimension] });
        const found = new Map(answered.map((row) => [row[dimension], row.value]));
        const groups = isOfTargets(name) ? ['Melvin Marxen'] : [...new Set(deals.map(groupOf))];
        const expected = groups.map((group) => {
          const some = deals.filter((deal) => groupOf(deal) === group);
          const targets = TARGETS.filter(({ team }) => dimension === 'team' && team === group);
          return [group, compute(name, rowsOf(some, targets), ALL)] as const;
        });
        // A group in which there is nothing may be missing.
        const given = expected.map(([group, value]) => [group, found.get(group) ?? (value === 0 ? 0 : null)] as const);
        expectNearly(Object.fromEntries(given), Object.fromEntries(expected));
        expect([...found.keys()].filter((group) => !groups.includes(String(group)))).toEqual([]);
      });
    });
  },
);

function inColumn(value: unknown): string {
  return (value === null ? '–' : Number(value).toLocaleString('en', { maximumFractionDigits: 4 })).padStart(14);
}

/** Sums are made in another order. */
function expectNearly(given: Record<string, unknown>, expected: Record<string, number | null>): void {
  const nearly = (value: number | null) => (value === null ? null : (expect.closeTo(value, 6) as number));
  expect(given).toEqual(Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, nearly(value)])));
}
