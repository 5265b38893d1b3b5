import { within } from '../../../catalogue/facts/facts';
import type { CheckedJourneyQuery } from './check-journey';
import { NO_STEPS, STEP_READS } from './words';

/** What is read of each event, for the columns of the answer and the words. */
const COLUMNS = [...new Set(['type', 'channel', 'rep', 'opportunity', 'source', ...STEP_READS])].map((name) =>
  name === 'products' ? "arrayStringConcat(items_product, ', ') AS products" : name,
);

/** The kinds of record that belong to an account, each with the column of `events` that names it. */
const OF_ACCOUNT = [
  { column: 'opportunity', table: 'opportunities FINAL' },
  { column: 'lead', table: 'leads FINAL WHERE effective = 1' },
  { column: 'message', table: 'messages FINAL WHERE effective = 1' },
  { column: 'meeting', table: 'meetings FINAL WHERE effective = 1' },
  { column: 'ticket', table: 'tickets FINAL WHERE effective = 1' },
  { column: 'review', table: 'reviews FINAL WHERE effective = 1' },
  { column: 'subscription', table: 'subscriptions FINAL' },
];

/**
 * The SELECT of a journey: every event of an account, or of an opportunity, in the range, the newest first. An event
 * belongs to the account that it names and to the account of the record that it is about; a visited page belongs to the
 * accounts of the visitor's leads.
 */
export function journeySql({ parameters: { account } }: CheckedJourneyQuery): string {
  const belongs = account === undefined ? 'opportunity = {opportunity:String}' : ofAccount();
  const leftOut = NO_STEPS.map((type) => `'${type}'`).join(', ');
  return `SELECT toUnixTimestamp64Milli(occurred_at) AS at, ${COLUMNS.join(', ')},
  count() OVER () AS found
FROM events FINAL
WHERE void = 0 AND type NOT IN (${leftOut}) AND ${within('occurred_at')}
  AND (${belongs})
ORDER BY occurred_at DESC, type, source, id
LIMIT {limit:UInt32}`;
}

function ofAccount(): string {
  const records = OF_ACCOUNT.map(({ column, table }) => {
    const separator = table.includes('WHERE') ? 'AND' : 'WHERE';
    return `(${column} != '' AND (namespace, ${column}) IN (SELECT namespace, ${column} FROM ${table} ${separator} account = {account:String}))`;
  });
  const visits = `(type = 'web.visited' AND visitor IN (
    SELECT visitor FROM leads FINAL WHERE effective = 1 AND visitor != '' AND account = {account:String}))`;
  return ['account = {account:String}', ...records, visits].join('\n  OR ');
}
