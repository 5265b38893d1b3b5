import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** The public CRM export, where it lies beside the project. It is not part of it. */
const CRM_FOLDER = join(__dirname, '../../../shared/data/crm-sales-opportunities');
export const PIPELINE_FILE = join(CRM_FOLDER, 'sales_pipeline.csv');
export const MAPPING_FILE = join(__dirname, '../../ingest/mappings/crm-sales-opportunities.yaml');
export const hasCrmExport = existsSync(PIPELINE_FILE);

export interface Deal {
  opportunity_id: string;
  sales_agent: string;
  product: string;
  account: string;
  deal_stage: string;
  engage_date: string;
  close_date: string;
  close_value: string;
  team: string;
  region: string;
}

/** The export's rows, with the team and region of the agent. */
export function readDeals(): Deal[] {
  const agents = new Map(
    readTable<{ sales_agent: string; manager: string; regional_office: string }>('sales_teams.csv').map((row) => [
      row.sales_agent,
      row,
    ]),
  );
  return readTable<Omit<Deal, 'team' | 'region'>>('sales_pipeline.csv').map((row) => ({
    ...row,
    team: agents.get(row.sales_agent)?.manager ?? '',
    region: agents.get(row.sales_agent)?.regional_office ?? '',
  }));
}

function readTable<Row>(name: string): Row[] {
  return parse<Row>(readFileSync(join(CRM_FOLDER, name)), { columns: true, bom: true });
}
