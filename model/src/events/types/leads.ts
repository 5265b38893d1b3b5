import { eventType, touchChannel } from '../event-type';
import { listed, step } from '../journey-step';

export const leadTypes = {
  'lead.created': eventType('lead.created', {
    meaning: 'A lead came in.',
    required: ['lead'],
    special: touchChannel,
    step: 'Lead created',
  }),
  'lead.qualified': eventType('lead.qualified', {
    meaning: 'The lead is worth an opportunity.',
    required: ['lead'],
    optional: ['reason'],
    special: touchChannel,
    step: 'Lead qualified',
  }),
  'lead.disqualified': eventType('lead.disqualified', {
    meaning: 'The lead is not pursued.',
    required: ['lead'],
    optional: ['reason'],
    special: touchChannel,
    step: step(['reason'], ({ reason }) => listed('Lead disqualified', reason)),
  }),
} as const;
