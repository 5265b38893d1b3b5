import fc from 'fast-check';

/** What an event says, without its id and instant. */
export type Said = Record<string, string | number | boolean | null> & { type: string };

/** Of these the hub knows: phone speaks of the records of crm, the calendar never says that a meeting took place. */
export const SOURCES = {
  namespaces: { crm: 'crm', phone: 'crm', other: 'other', calendar: 'calendar' },
  primary: ['crm', 'calendar'],
  heldImplied: ['calendar'],
};

export const source = fc.oneof(
  { weight: 6, arbitrary: fc.constant('crm') },
  { weight: 2, arbitrary: fc.constantFrom('phone', 'other', 'calendar') },
);

const TEAMS = ['North', 'South', 'West'];
const REPS = ['Ada', 'Ben', 'Cleo'];
const PRODUCTS = ['Basic', 'Plus'];
const PURPOSES = ['demo', 'training', 'follow_up'];

/** A dimension that is stated, cleared, or (mostly) not mentioned. */
const dimension = (values: readonly string[]) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant(undefined) },
    { weight: 4, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
const perhaps = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

const dimensions = { rep: dimension(REPS), team: dimension(TEAMS), product: dimension(PRODUCTS) };

const cents = fc.oneof(fc.integer({ min: 0, max: 900_000 }), fc.constantFrom(0, 1, 10_000, 999_999_999));
const amount = fc.oneof(
  cents.map((value) => (value / 100).toFixed(2)),
  cents.map((value) => value / 100),
);

/** Leaves out what is not said. */
function said(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Said> {
  return fc
    .record(fields)
    .map((body) => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Said);
}

/** The same about another record of its sort. */
export function withRecord(body: Said, record: string): Said {
  return { ...body, [body.type.startsWith('email.') ? 'message' : 'opportunity']: record };
}

const opportunity = fc.constantFrom('o0', 'o0', 'o1', 'o1', 'o2');
const moved = { stage: perhaps(fc.constantFrom('Offer', 'Demo', 'Talk')), amount: perhaps(amount) };
const closing = { loss_reason: perhaps(fc.constantFrom('price', 'rival')), amount: perhaps(amount) };

const opportunityEvent = (type: string, fields: Record<string, fc.Arbitrary<unknown>>) =>
  said({ type: fc.constant(`opportunity.${type}`), opportunity, ...dimensions, ...fields });

/** Where in a history's time an event of the type mostly is: at the beginning, at the end, or anywhere. */
export const opportunityEvents = {
  early: opportunityEvent('created', moved),
  anywhere: fc.oneof(
    { weight: 3, arbitrary: opportunityEvent('changed', moved) },
    { weight: 1, arbitrary: opportunityEvent('reopened', closing) },
  ),
  late: fc.oneof(opportunityEvent('won', closing), opportunityEvent('lost', closing)),
};

const call = said({
  type: fc.constant('call.logged'),
  direction: fc.constantFrom('inbound', 'outbound', 'outbound'),
  outcome: fc.constantFrom('connected', 'connected', 'no_answer', 'voicemail', 'busy', 'failed'),
  purpose: perhaps(fc.constantFrom(...PURPOSES)),
  ...dimensions,
});

const message = fc.constantFrom('m0', 'm1', 'm2');
export const emailEvents = {
  sent: said({
    type: fc.constant('email.sent'),
    message,
    direction: perhaps(fc.constantFrom('outbound', 'outbound', 'inbound')),
    list: perhaps(fc.constantFrom('spring', 'autumn')),
    ...dimensions,
  }),
  received: said({
    type: fc.constantFrom('email.opened', 'email.opened', 'email.delivered'),
    message,
    machine: perhaps(fc.boolean()),
    ...dimensions,
  }),
  other: said({
    type: fc.constantFrom('email.clicked', 'email.replied', 'email.bounced', 'email.unsubscribed'),
    message,
    ...dimensions,
  }),
};

const meeting = fc.constantFrom('a0', 'a1');
const purpose = perhaps(fc.constantFrom(...PURPOSES));
const meetingHappening = said({
  type: fc.constantFrom('meeting.held', 'meeting.held', 'meeting.cancelled', 'meeting.no_show'),
  meeting,
  purpose,
  ...dimensions,
});
/** Where it starts is added with the instant. */
const meetingScheduled = said({ type: fc.constant('meeting.scheduled'), meeting, purpose, ...dimensions });

const timeLogged = said({
  type: fc.constant('time.logged'),
  ...dimensions,
  rep: fc.constantFrom(...REPS),
  activity: fc.constantFrom('selling', 'selling', 'planning', 'data_entry', 'admin'),
  minutes: fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 480 }).map((quarters) => quarters / 4),
  ),
});

const survey = said({
  type: fc.constant('survey.answered'),
  survey: fc.constantFrom('nps', 'nps', 'nps', 'csat'),
  score: fc.integer({ min: 0, max: 10 }),
  ...dimensions,
}).map((body) => (body.survey === 'csat' ? { ...body, score: Math.max(1, Math.min(5, Number(body.score))) } : body));

export const otherEvents = fc.oneof(
  { weight: 3, arbitrary: call },
  { weight: 6, arbitrary: fc.oneof(emailEvents.sent, emailEvents.received, emailEvents.other) },
  { weight: 3, arbitrary: meetingScheduled },
  { weight: 3, arbitrary: meetingHappening },
  { weight: 2, arbitrary: timeLogged },
  { weight: 2, arbitrary: survey },
);
