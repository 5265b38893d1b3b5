import type { Settings } from '../plain/settings';

/** Of these the hub knows: phone speaks of the records of crm, the calendar never says that a meeting took place. */
export const SETTINGS = {
  namespaces: { crm: 'crm', phone: 'crm', other: 'other', calendar: 'calendar' },
  primary: ['crm', 'calendar'],
  heldImplied: ['calendar'],
  deliveredImplied: ['other'],
  workingDays: [1, 2, 3, 4, 5],
  holidays: ['2024-04-01', '2024-05-01', '2024-07-04', '2024-10-03', '2024-12-25', '2025-01-01'],
  health: {
    threshold: 60,
    weights: { usage: 35, nps: 20, tickets: 15, contact: 15, mrr: 10, review: 5 },
  },
} satisfies Settings;
