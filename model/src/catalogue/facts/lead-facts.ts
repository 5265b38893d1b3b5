import { COMMON_DIMENSIONS } from '../dimensions';
import { COMMON_COLUMNS, within, type AnchoredFacts, type FactRecord } from './facts';
import { CREATED_FOR_ACCOUNT, CREATED_FOR_LEAD } from './pipeline-facts';

export const LEAD_RECORD: FactRecord = { time: 'created_at', id: 'lead', type: "'lead.created'" };

/** Leads when they were created. */
export const leads: AnchoredFacts = {
  read: 'anchored',
  from: 'leads FINAL',
  time: 'created_at',
  where: ['effective = 1'],
  dimensions: COMMON_DIMENSIONS,
  entities: 'leads',
  record: LEAD_RECORD,
};

/**
 * Leads with the first deal that states them, and the first from their creation on for their account. A deal that states
 * its lead came of it, also where the lead was entered later; one of the same account need not have.
 */
export const followedLeads: AnchoredFacts = {
  read: 'anchored',
  from: `(
  SELECT leads.created_at AS created_at, leads.lead AS lead, ${COMMON_COLUMNS.map((name) => `leads.${name} AS ${name}`).join(', ')},
    by_lead.at AS of_lead, by_account.at AS of_account
  FROM (SELECT * FROM leads FINAL WHERE effective = 1 AND ${within('created_at')}) AS leads
  LEFT JOIN (
    ${CREATED_FOR_LEAD}
  ) AS by_lead ON leads.namespace = by_lead.namespace AND leads.lead = by_lead.lead
  ASOF LEFT JOIN (
    ${CREATED_FOR_ACCOUNT}
  ) AS by_account ON leads.account = by_account.account AND leads.created_at <= by_account.at
)`,
  time: 'created_at',
  where: [],
  dimensions: COMMON_DIMENSIONS,
  entities: 'leads',
  stored: 'leads FINAL WHERE effective = 1',
  record: LEAD_RECORD,
};
