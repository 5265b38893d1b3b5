import { z } from 'zod';
import { CHANNELS, fields } from './fields';

/**
 * The dimensions that any event may state. Absent: not stated here, an earlier value is inherited;
 * `null`: cleared from now on.
 */
export const SHARED_DIMENSIONS = [
  'account',
  'opportunity',
  'lead',
  'contact',
  'visitor',
  'rep',
  'team',
  'region',
  'segment',
  'pipeline',
  'channel',
  'product',
  'campaign',
  'competitor',
  'origin',
] as const;
export type SharedDimension = (typeof SHARED_DIMENSIONS)[number];

type FieldName = keyof typeof fields;
const shared = Object.fromEntries(
  SHARED_DIMENSIONS.map((name) => [name, fields[name].nullable().optional()]),
) as unknown as { [Name in SharedDimension]: z.ZodOptional<z.ZodNullable<(typeof fields)[Name]>> };

const envelope = { id: fields.id, occurred_at: fields.occurred_at, ...shared, tags: fields.tags.optional() };

type RequiredFields<Names extends FieldName> = { [Name in Names]: (typeof fields)[Name] };
type OptionalFields<Names extends FieldName> = { [Name in Names]: z.ZodOptional<(typeof fields)[Name]> };
/** What an object spread gives: the later field of a name replaces the earlier. */
type Merge<Earlier, Later> = Omit<Earlier, keyof Later> & Later;

/** One event type: its required fields beside the envelope's, its optional own fields, and where it is stricter. */
function eventType<
  const Type extends string,
  const Required extends FieldName = never,
  const Optional extends FieldName = never,
  Special extends z.ZodRawShape = Record<never, never>,
>(type: Type, shape: { required?: readonly Required[]; optional?: readonly Optional[]; special?: Special } = {}) {
  const merged = {
    type: z.literal(type),
    ...envelope,
    ...Object.fromEntries((shape.optional ?? []).map((name) => [name, fields[name].optional()])),
    ...Object.fromEntries((shape.required ?? []).map((name) => [name, fields[name]])),
    ...shape.special,
  };
  type Own = OptionalFields<Optional> & RequiredFields<Required> & { type: z.ZodLiteral<Type> };
  return z.strictObject(merged as unknown as Merge<Merge<typeof envelope, Own>, Special>);
}

/** Leads, tickets and touches name their channel from a closed list. */
const touchChannel = { channel: z.enum(CHANNELS).nullable().optional() };

const email = <const Type extends string>(type: Type) =>
  eventType(type, { required: ['message'], optional: ['machine'], special: touchChannel });
const meeting = <const Type extends string>(type: Type) =>
  eventType(type, { required: ['meeting'], optional: ['purpose'], special: touchChannel });
const close = <const Type extends string>(type: Type) =>
  eventType(type, { required: ['opportunity'], optional: ['amount', 'currency', 'loss_reason'] });

const CHANGES = ['stage', 'amount', 'currency', 'expected_close'] as const;

const opportunityChanged = eventType('opportunity.changed', {
  required: ['opportunity'],
  optional: CHANGES,
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

const surveyAnswered = eventType('survey.answered', {
  required: ['survey', 'score'],
  optional: ['comment'],
}).check((context) => {
  const { survey, score } = context.value;
  // The field itself holds what NPS allows.
  if (survey !== 'csat' || (score >= 1 && score <= 5)) return;
  context.issues.push({
    code: 'custom',
    input: score,
    path: ['score'],
    message: `is ${score}; a csat score is 1 to 5`,
    params: { code: 'out_of_range' },
  });
});

/** Refuses a range that ends before it begins; both are dates, an open end is none. */
function checkOrder(
  context: { issues: z.core.$ZodRawIssue[] },
  start: [field: string, date: string],
  end: [field: string, date: string | undefined],
): void {
  if (end[1] === undefined || start[1] < end[1]) return;
  context.issues.push({
    code: 'custom',
    input: end[1],
    path: [end[0]],
    message: `is ${end[1]}, not after ${start[0]} (${start[1]})`,
    params: { code: 'out_of_range' },
  });
}

const annotation = <const Type extends string>(type: Type) =>
  eventType(type, { required: ['title'], optional: ['note', 'author', 'kind'] });

/** Every event type, by its name. A new one is added here and nowhere else. */
export const eventTypes = {
  'lead.created': eventType('lead.created', { required: ['lead'], special: touchChannel }),
  'lead.qualified': eventType('lead.qualified', { required: ['lead'], optional: ['reason'], special: touchChannel }),
  'lead.disqualified': eventType('lead.disqualified', {
    required: ['lead'],
    optional: ['reason'],
    special: touchChannel,
  }),
  'opportunity.created': eventType('opportunity.created', { required: ['opportunity'], optional: CHANGES }),
  'opportunity.changed': opportunityChanged,
  'opportunity.won': close('opportunity.won'),
  'opportunity.lost': close('opportunity.lost'),
  'opportunity.reopened': close('opportunity.reopened'),
  'call.logged': eventType('call.logged', {
    required: ['direction'],
    optional: ['duration_s', 'purpose'],
    special: { outcome: fields.call_outcome, ...touchChannel },
  }),
  'email.sent': eventType('email.sent', {
    required: ['message'],
    optional: ['thread', 'direction', 'list', 'priority'],
    special: touchChannel,
  }),
  'email.delivered': email('email.delivered'),
  'email.opened': email('email.opened'),
  'email.clicked': email('email.clicked'),
  'email.replied': email('email.replied'),
  'email.bounced': email('email.bounced'),
  'email.unsubscribed': email('email.unsubscribed'),
  'meeting.scheduled': eventType('meeting.scheduled', {
    required: ['meeting', 'starts_at'],
    optional: ['purpose'],
    special: touchChannel,
  }),
  'meeting.held': meeting('meeting.held'),
  'meeting.cancelled': meeting('meeting.cancelled'),
  'meeting.no_show': meeting('meeting.no_show'),
  'time.logged': eventType('time.logged', { required: ['rep', 'activity', 'minutes'] }),
  'web.visited': eventType('web.visited', {
    required: ['visitor', 'page'],
    optional: ['referrer'],
    special: touchChannel,
  }),
  'intent.observed': eventType('intent.observed', { required: ['intent'] }),
  'survey.answered': surveyAnswered,
  'ticket.opened': eventType('ticket.opened', { required: ['ticket'], optional: ['priority'], special: touchChannel }),
  'ticket.first_replied': eventType('ticket.first_replied', {
    required: ['ticket'],
    optional: ['priority'],
    special: touchChannel,
  }),
  'ticket.resolved': eventType('ticket.resolved', {
    required: ['ticket'],
    optional: ['priority'],
    special: touchChannel,
  }),
  'review.posted': eventType('review.posted', { required: ['review', 'site', 'rating'] }),
  'review.answered': eventType('review.answered', { required: ['review'] }),
  'usage.recorded': eventType('usage.recorded', { required: ['account', 'quantity'], optional: ['feature'] }),
  'subscription.started': eventType('subscription.started', {
    required: ['subscription', 'account', 'mrr'],
    optional: ['currency'],
  }),
  'subscription.changed': eventType('subscription.changed', {
    required: ['subscription', 'account', 'mrr'],
    optional: ['currency'],
  }),
  'subscription.cancelled': eventType('subscription.cancelled', { required: ['subscription'], optional: ['reason'] }),
  'order.placed': eventType('order.placed', { required: ['order', 'account', 'items'], optional: ['currency'] }),
  'target.set': eventType('target.set', {
    required: ['metric', 'period_start', 'period_end', 'value'],
    optional: ['currency'],
  }).check((context) => {
    const { period_start, period_end } = context.value;
    checkOrder(context, ['period_start', period_start], ['period_end', period_end]);
  }),
  'rep.set': eventType('rep.set', { required: ['rep', 'active_from'], optional: ['active_to'] }).check((context) => {
    const { active_from, active_to } = context.value;
    checkOrder(context, ['active_from', active_from], ['active_to', active_to]);
  }),
  'account.assigned': eventType('account.assigned', { required: ['account', 'rep'] }),
  'decision.recorded': annotation('decision.recorded'),
  'milestone.recorded': annotation('milestone.recorded'),
  'event.retracted': eventType('event.retracted', { required: ['target'], optional: ['reason'] }),
} as const;

export type EventType = keyof typeof eventTypes;
export const EVENT_TYPES = Object.keys(eventTypes) as EventType[];

/** A checked event: times as milliseconds since 1970 (UTC), money as canonical decimal strings. */
export type SalesEvent = { [Type in EventType]: z.output<(typeof eventTypes)[Type]> }[EventType];

/** An event as a client sends it. */
export type SalesEventInput = { [Type in EventType]: z.input<(typeof eventTypes)[Type]> }[EventType];
