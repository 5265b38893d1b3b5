import { firstEventEntity } from './first-event-entity';

/** Leads as their first created event describes them; a lead that none created has no row. */
export const leads = firstEventEntity({
  name: 'lead',
  table: 'leads',
  prefix: 'lead.',
  first: { type: 'lead.created', column: 'created_at' },
  fields: [{ name: 'contact' }, { name: 'visitor' }],
  happenings: [
    { type: 'lead.qualified', column: 'qualified_at' },
    { type: 'lead.disqualified', column: 'disqualified_at' },
  ],
});
