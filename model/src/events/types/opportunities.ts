import { SHARED_DIMENSIONS, eventType, type EventTypeDescription } from '../event-type';
import { fields } from '../fields';
import { listed, stated, step } from '../journey-step';

const CHANGES = ['stage', 'amount', 'currency', 'expected_close'] as const;

const opportunityChanged = eventType('opportunity.changed', {
  meaning:
    'The opportunity has another stage, amount, expected close or shared dimension; at least one is stated, and null clears it.',
  required: ['opportunity'],
  optional: ['currency', 'sequence'],
  special: {
    stage: fields.stage.nullable().optional(),
    amount: fields.amount.nullable().optional(),
    expected_close: fields.expected_close.nullable().optional(),
  },
  step: step(['stage', 'amount'], ({ stage, amount }) =>
    listed('Opportunity changed', stated('to stage', stage), stated('amount', amount)),
  ),
}).check((context) => {
  const event = context.value as Record<string, unknown>;
  const changeable = [...CHANGES, ...SHARED_DIMENSIONS.filter((name) => name !== 'opportunity')];
  if (changeable.some((name) => event[name] !== undefined)) return;
  context.issues.push({
    code: 'custom',
    input: event,
    path: [],
    message: `opportunity.changed states no change; it may state ${changeable.join(', ')}`,
    params: { code: 'no_change' },
  });
});

const close = <const Type extends string>(type: Type, description: EventTypeDescription) =>
  eventType(type, {
    ...description,
    required: ['opportunity'],
    optional: ['amount', 'currency', 'loss_reason', 'sequence'],
  });

export const opportunityTypes = {
  'opportunity.created': eventType('opportunity.created', {
    meaning: 'An opportunity was opened.',
    required: ['opportunity'],
    optional: [...CHANGES, 'sequence'],
    step: step(['stage'], ({ stage }) => listed('Opportunity created', stated('in stage', stage))),
  }),
  'opportunity.changed': opportunityChanged,
  'opportunity.won': close('opportunity.won', {
    meaning: 'The opportunity was closed with an order.',
    step: step(['amount'], ({ amount }) => listed('Opportunity won', stated('amount', amount))),
  }),
  'opportunity.lost': close('opportunity.lost', {
    meaning: 'The opportunity was closed without an order.',
    step: step(['loss_reason'], ({ loss_reason }) => listed('Opportunity lost', loss_reason)),
  }),
  'opportunity.reopened': close('opportunity.reopened', {
    meaning: 'A closed opportunity is open again.',
    step: 'Opportunity reopened',
  }),
} as const;
