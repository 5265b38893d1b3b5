import fc from 'fast-check';
import { joints, money, oneOf, perhaps, record, eventOf } from './event-contents';

/** Dates around those on which the periods of targets begin. */
const expectedClose = fc.constantFrom(
  ...['2024-03-31', '2024-04-01', '2024-04-30', '2024-05-01', '2024-06-30', '2024-07-01'],
  ...['2024-09-15', '2024-10-01', '2024-12-31', '2025-01-01'],
);

const opportunity = record('opportunity');
const sequence = perhaps(fc.constantFrom(0, 1, 1.5));
const moved = {
  stage: perhaps(oneOf('stage')),
  amount: perhaps(money),
  expected_close: fc.option(expectedClose, { nil: undefined, freq: 4 }),
  sequence,
};
const closing = { loss_reason: perhaps(oneOf('loss_reason')), amount: perhaps(money), sequence };

/** The events of opportunities. */
export const opportunities = {
  created: eventOf('opportunity.created', { opportunity, ...moved, lead: joints.lead }),
  changed: fc.oneof(
    { weight: 3, arbitrary: eventOf('opportunity.changed', { opportunity, ...moved, stage: oneOf('stage') }) },
    { weight: 1, arbitrary: eventOf('opportunity.changed', { opportunity, ...moved, rep: oneOf('rep') }) },
    { weight: 1, arbitrary: eventOf('opportunity.reopened', { opportunity, ...closing }) },
  ),
  closed: eventOf(['opportunity.won', 'opportunity.lost'], { opportunity, ...closing }),
  reopened: eventOf('opportunity.reopened', { opportunity, ...closing }),
};

const periodsOfTargets = [
  { period_start: '2024-03-15', period_end: '2024-05-15' },
  { period_start: '2024-04-01', period_end: '2024-05-01' },
  { period_start: '2024-05-01', period_end: '2024-06-01' },
  { period_start: '2024-04-01', period_end: '2024-07-01' },
  { period_start: '2024-10-01', period_end: '2025-01-01' },
  { period_start: '2025-01-01', period_end: '2025-04-01' },
  { period_start: '2024-01-01', period_end: '2025-01-01' },
];

/** A target of a rep, of a team or (rarely) of the company. */
export const target = fc
  .record({
    metric: fc.constantFrom('won_value', 'won_value', 'won_value', 'calls'),
    period: fc.constantFrom(...periodsOfTargets),
    value: fc.constantFrom(0.5, '2500.125', 20_000, 50_000, 200_000),
    whose: fc.oneof(
      oneOf('rep').map((rep) => ({ rep })),
      oneOf('team').map((team) => ({ team })),
      fc.tuple(oneOf('rep'), oneOf('team')).map(([rep, team]) => ({ rep, team })),
      fc.constant({}),
    ),
  })
  .map(({ metric, period, value, whose }) => ({ type: 'target.set', metric, ...period, value, ...whose }));

const rosterDates = ['2024-01-01', '2024-03-31', '2024-05-01', '2024-07-15', '2024-10-27', '2025-01-01'];

/** Somebody joins, moves to another team, or leaves. */
export const membership = fc
  .record({
    rep: oneOf('rep'),
    team: fc.oneof(oneOf('team'), fc.constantFrom(null, undefined)),
    dates: fc.subarray(rosterDates, { minLength: 1, maxLength: 2 }),
  })
  .map(({ rep, team, dates: [active_from = '', active_to] }) => ({
    ...{ type: 'rep.set', rep, active_from },
    ...(team !== undefined && { team }),
    ...(active_to !== undefined && { active_to }),
  }));

export const timeLogged = eventOf('time.logged', {
  rep: oneOf('rep'),
  activity: fc.constantFrom('selling', 'selling', 'planning', 'data_entry', 'data_entry', 'admin'),
  minutes: fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 480 }).map((quarters) => quarters / 4),
  ),
});

/** A decision or a milestone. */
export const announcement = eventOf(['decision.recorded', 'milestone.recorded'], {
  title: fc.constantFrom('New prices', 'Release 2', 'Fair'),
  note: perhaps(fc.constantFrom('Up 5 %', 'At last')),
  author: perhaps(fc.constantFrom('Ada', 'Board')),
  kind: perhaps(fc.constantFrom('campaign', 'release', 'pricing', 'other')),
});
