import { defineQueryType } from '../../query-type';
import { checkAccountsAtRiskQuery } from './check-accounts-at-risk';
import { prepareAccountsAtRisk } from './prepare-accounts-at-risk';
import { accountsAtRiskParameters, accountsAtRiskQuery } from './schema';

export const accountsAtRisk = defineQueryType({
  schema: accountsAtRiskQuery,
  parameters: accountsAtRiskParameters,
  check: checkAccountsAtRiskQuery,
  prepare: prepareAccountsAtRisk,
});
