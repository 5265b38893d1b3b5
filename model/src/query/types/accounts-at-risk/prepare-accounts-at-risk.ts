import { facts } from '../../../catalogue/facts';
import { HELD_POINTS } from '../../../catalogue/facts/facts';
import { HEALTH_COMPONENTS } from '../../../settings/reporting-settings';
import { hasPages, recordUrl, type RecordLinks } from '../../../settings/record-links';
import type { AnswerColumn, AnswerRow, TableAnswer } from '../../shared/answer';
import { cappedNotices } from '../../shared/capped-rows';
import { compileMetric } from '../metric/compile-metric';
import type { QueryContext } from '../../shared/context';
import { metricParameters } from '../metric/metric-parameters';
import { metricNotices } from '../metric/notices';
import { ownPeriod, periodParameters, type Cut } from '../metric/period';
import { prepared, type PreparedQuery, type ResultRow } from '../../query-type';
import { bindParameters, conjunction } from '../../shared/sql';
import { countedFacts, type CountedFacts } from '../metric/statements';
import type { CheckedAccountsAtRiskQuery } from './check-accounts-at-risk';
import { reasonsOf } from './reasons';

const COLUMNS: AnswerColumn[] = [
  { name: 'score', type: 'number', unit: 'score' },
  { name: 'reasons', type: 'text' },
  { name: 'mrr', type: 'number', unit: 'money' },
  { name: 'manager', type: 'text' },
  { name: 'last_contact', type: 'time' },
];

function columnsOf(links: RecordLinks): AnswerColumn[] {
  const account: AnswerColumn = { name: 'account', type: 'text' };
  if (!hasPages(links, 'account')) return [account, ...COLUMNS];
  return [{ ...account, url: 'url' }, ...COLUMNS, { name: 'url', type: 'text' }];
}

/** The columns from which the reasons are written. */
const REASON_COLUMNS = [
  ...HEALTH_COMPONENTS.map((component) => `lost_${component}`),
  ...['usage_recent', 'usage_before', 'nps_score', 'overdue_tickets', 'last_contact'],
  ...['mrr', 'mrr_before', 'worst_review'],
];

/**
 * The accounts that the metric `at_risk_accounts` counts as of the range's end, the most ill first: their health, 0 to
 * 100, and what takes points off it.
 */
export function prepareAccountsAtRisk(
  query: CheckedAccountsAtRiskQuery,
  asked: QueryContext,
): PreparedQuery<TableAnswer<'accounts_at_risk'>> {
  const context = withThreshold(asked, query.parameters.threshold);
  const compiled = compileMetric(query.number, context);
  const { timeZone } = compiled;
  const cut: Cut = {
    interval: null,
    timeZone,
    weekStart: context.settings.weekStart,
    fiscalYear: context.settings.fiscalYear,
  };
  const period = ownPeriod(context.range, cut, context.now);
  const list = bindParameters(accountsSql(countedFacts(facts.account_health, query.number, period, cut)), {
    ...metricParameters(query.number, context),
    ...periodParameters(period, cut),
    limit: query.limit,
  });
  return prepared({ accounts: list, count: compiled.own }, ({ accounts: rows, count: counted }) => ({
    queryType: 'accounts_at_risk',
    title: 'Accounts at risk',
    timeZone,
    columns: columnsOf(context.settings.recordLinks),
    rows: rows.map((row) => accountOf(row, context.settings.recordLinks)),
    notices: [
      ...metricNotices(compiled, {
        ...{ thin: { own: 0, earlier: 0 }, rows: 1, cut: 0, now: context.now },
        leftOut: Number(counted[0]?.left_out ?? 0),
      }),
      ...cappedNotices(rows.length, Number(counted[0]?.n ?? 0)),
    ],
    statements: [list, compiled.own],
  }));
}

function withThreshold(context: QueryContext, threshold: number | undefined): QueryContext {
  if (threshold === undefined) return context;
  const { settings } = context;
  return { ...context, settings: { ...settings, health: { ...settings.health, threshold } } };
}

function accountsSql({ items, from, conditions }: CountedFacts): string {
  const where = [...conditions, 'health < {health_threshold:Float64}'];
  return `WITH ${items.join(',\n  ')}
SELECT ${['account', 'health', ...REASON_COLUMNS].map((name) => `risk.${name} AS ${name}`).join(', ')}, manager.rep AS manager, toUnixTimestamp64Milli(risk.last_contact) AS contacted_at
FROM ${from} AS risk
LEFT JOIN (
  SELECT account, any(rep) AS rep FROM account_managers ARRAY JOIN ${HELD_POINTS} AS point GROUP BY account
) AS manager ON manager.account = risk.account
WHERE ${conjunction(where)}
ORDER BY health, mrr DESC, account
LIMIT {limit:UInt32}`;
}

function accountOf(row: ResultRow, links: RecordLinks): AnswerRow {
  const account = String(row.account);
  return {
    account,
    score: Number(row.health),
    reasons: reasonsOf(row),
    mrr: Number(row.mrr),
    manager: String(row.manager ?? '') || null,
    last_contact: row.contacted_at === null || row.contacted_at === undefined ? null : Number(row.contacted_at),
    ...(hasPages(links, 'account') && { url: recordUrl(links, { kind: 'account', source: undefined, id: account }) }),
  };
}
