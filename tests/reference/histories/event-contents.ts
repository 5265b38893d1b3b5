import fc from 'fast-check';

/** The fields of an event but its id and instant. */
export type EventContent = Record<string, string | number | boolean | null | readonly string[]> & { type: string };

export const source = fc.oneof(
  { weight: 6, arbitrary: fc.constant('crm') },
  { weight: 2, arbitrary: fc.constantFrom('phone', 'other', 'calendar') },
);

/** The values that dimensions may have, those of events by the name of the field. */
export const VALUES = {
  rep: ['Ada', 'Ben', 'Cleo'],
  team: ['North', 'South', 'West'],
  account: ['Acme', 'Bell', 'Cord', 'Dune'],
  product: ['Basic', 'Plus'],
  channel: ['phone', 'web', 'referral'],
  campaign: ['spring', 'autumn'],
  origin: ['fair', 'advert'],
  segment: ['small', 'large'],
  pipeline: ['new', 'renewal'],
  tag: ['vip', 'late', 'test'],
  competitor: ['Rival', 'Peer'],
  stage: ['Offer', 'Demo', 'Talk'],
  loss_reason: ['price', 'rival'],
  purpose: ['demo', 'training', 'follow_up'],
  list: ['warm', 'cold'],
  priority: ['high', 'low'],
  page: ['/', '/prices'],
  site: ['G2', 'Trust'],
  feature: ['reports', 'api'],
  intent: ['profile', 'category', 'pricing', 'comparison'],
  direction: ['inbound', 'outbound'],
  outcome: ['connected', 'no_answer', 'voicemail', 'busy', 'failed'],
  source: ['crm', 'phone', 'other', 'calendar'],
  source_class: ['primary', 'other'],
  type: ['opportunity.won', 'email.sent', 'call.logged', 'event.retracted', 'web.visited'],
  code: ['required', 'unknown_type'],
} as const;
export type Valued = keyof typeof VALUES;

const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

/** Records and people that the events of a history share. */
export const RECORDS = {
  // The first ones have more events.
  opportunity: [...numbered('o', 2), ...numbered('o', 8)],
  lead: numbered('l', 10),
  message: numbered('m', 20),
  thread: numbered('t', 4),
  meeting: numbered('a', 12),
  ticket: numbered('k', 10),
  review: numbered('w', 10),
  subscription: numbered('s', 6),
  contact: numbered('c', 3),
  visitor: numbered('v', 6),
} as const;

export const perhaps = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

export const oneOf = (name: Valued) => fc.constantFrom(...VALUES[name]);
export const record = (name: keyof typeof RECORDS) => fc.constantFrom(...RECORDS[name]);

/** A dimension that is set, cleared, or (mostly) absent. */
const dimension = (name: Valued, often = 4) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant(undefined) },
    { weight: often, arbitrary: oneOf(name) },
    { weight: 1, arbitrary: fc.constant(null) },
  );

/** The fields that any event may have beside its own. */
const dimensions = {
  rep: dimension('rep'),
  team: dimension('team'),
  product: dimension('product'),
  account: dimension('account'),
  channel: dimension('channel', 1),
  campaign: dimension('campaign', 1),
  origin: dimension('origin', 1),
  segment: dimension('segment', 1),
  pipeline: dimension('pipeline', 1),
  tags: fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.array(oneOf('tag'), { maxLength: 3 }) },
  ),
};

/** The fields that join an event to a lead. */
export const joints = { lead: perhaps(record('lead')), contact: perhaps(record('contact')) };

const cents = fc.oneof(fc.integer({ min: 0, max: 900_000 }), fc.constantFrom(0, 1, 10_000, 999_999_999));
export const money = fc.oneof(
  cents.map((value) => (value / 100).toFixed(2)),
  cents.map((value) => value / 100),
);

/** An event of one of the types; fields without a value are left out. */
export function eventOf(
  types: string | readonly string[],
  fields: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<EventContent> {
  const type = fc.constantFrom(...(typeof types === 'string' ? [types] : types));
  return fc
    .record({ type, ...dimensions, ...fields })
    .map((body) => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as EventContent);
}

/** The types of events that have these fields; any event may have the others. */
const OWNERS: Readonly<Record<string, RegExp>> = {
  message: /^email\./,
  thread: /^email\.sent$/,
  purpose: /^(call|meeting|activity)\./,
  ticket: /^ticket\./,
  review: /^review\./,
  subscription: /^subscription\./,
};

/** The event with these fields, as far as events of its type have them. */
export function withFields(content: EventContent, fields: Readonly<Record<string, string>>): EventContent {
  const own = Object.entries(fields).filter(([name]) => OWNERS[name]?.test(content.type) ?? true);
  return { ...content, ...Object.fromEntries(own) };
}
