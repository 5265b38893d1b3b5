import type { z } from 'zod';
import { checkParameters } from '../../check-fields';
import { checkMetricQuery, type CheckedMetricQuery } from '../../check-metric';
import { queryParameters } from '../../query-parameters';
import { metricQuery, type AccountsAtRiskQuery } from '../../schema';

export interface CheckedAccountsAtRiskQuery extends AccountsAtRiskQuery {
  parameters: z.output<typeof queryParameters.accounts_at_risk>;
  /** The query for how many there are. */
  number: CheckedMetricQuery;
}

/** @throws QueryError naming the filter or the parameter that there is not */
export function checkAccountsAtRiskQuery(query: AccountsAtRiskQuery): CheckedAccountsAtRiskQuery {
  const { queryType, timeZone, filters, parameters } = query;
  const number = checkMetricQuery(
    metricQuery.parse({ queryType: 'metric', metric: 'at_risk_accounts', shape: 'total', timeZone, filters }),
  );
  return { ...query, parameters: checkParameters(queryType, queryParameters.accounts_at_risk, parameters), number };
}
