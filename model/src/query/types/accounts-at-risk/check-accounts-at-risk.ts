import type { z } from 'zod';
import { checkParameters } from '../../shared/check-fields';
import { checkMetricQuery, type CheckedMetricQuery } from '../metric/check-metric';
import { metricQuery } from '../metric/schema';
import { accountsAtRiskParameters, type AccountsAtRiskQuery } from './schema';

export interface CheckedAccountsAtRiskQuery extends AccountsAtRiskQuery {
  parameters: z.output<typeof accountsAtRiskParameters>;
  /** The query for how many there are. */
  number: CheckedMetricQuery;
}

/** @throws QueryError naming the filter or the parameter that there is not */
export function checkAccountsAtRiskQuery(query: AccountsAtRiskQuery): CheckedAccountsAtRiskQuery {
  const { queryType, timeZone, filters, parameters } = query;
  const number = checkMetricQuery(
    metricQuery.parse({ queryType: 'metric', metric: 'at_risk_accounts', shape: 'total', timeZone, filters }),
  );
  return { ...query, parameters: checkParameters(queryType, accountsAtRiskParameters, parameters), number };
}
