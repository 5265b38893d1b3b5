import { calendarDay } from '../calendar';
import type { Company } from '../company';
import { ofAccount, type Observation } from '../facts';
import { heldMeetings, missedMeetings } from '../meetings';
import type { Circumstances, Metric } from '../metric';
import { COMMON, OF_EVENTS, observed } from './kinds';

const isConnected = ({ dimensions }: Observation) => dimensions.outcome === 'connected';
const isOutbound = ({ dimensions }: Observation) => dimensions.direction === 'outbound';
const hasOutcome = ({ dimensions }: Observation) => dimensions.outcome !== undefined;
const allCalls = ({ calls, totals }: Company) => [...calls, ...totals.calls];
const LONGEST_WAIT = 20;

/** Of the calls in one direction whose outcome is known, the share that connected. */
const shareConnected = (isMeant: (call: Observation) => boolean) =>
  observed('ratio', {
    minimumSample: 30,
    dimensions: [...OF_EVENTS, 'purpose'],
    observe: (company) =>
      allCalls(company)
        .filter((call) => isMeant(call) && hasOutcome(call))
        .map((call) => ({ ...call, hit: isConnected(call) })),
    leftOut: (company) => allCalls(company).filter((call) => isMeant(call) && !hasOutcome(call)),
  });

/** The metrics of calls and meetings. */
export const activityMetrics = {
  calls: observed('count', {
    dimensions: [...OF_EVENTS, 'direction', 'outcome', 'purpose'],
    observe: allCalls,
  }),
  call_connect_rate: shareConnected(isOutbound),
  call_answer_rate: shareConnected((call) => !isOutbound(call)),
  call_service_level: observed('ratio', {
    minimumSample: 30,
    dimensions: [...OF_EVENTS, 'purpose'],
    observe: ({ callWaits }) =>
      callWaits
        .filter(({ quantity }) => !Number.isNaN(quantity))
        .map((call) => ({ ...call, hit: isConnected(call) && call.quantity <= LONGEST_WAIT })),
    leftOut: ({ callWaits }) => callWaits.filter(({ quantity }) => Number.isNaN(quantity)),
  }),
  call_duration: observed('distribution', {
    minimumSample: 30,
    dimensions: [...OF_EVENTS, 'direction', 'purpose'],
    observe: ({ callDurations }) => callDurations,
  }),
  call_time: observed('sum', {
    dimensions: [...OF_EVENTS, 'direction', 'purpose'],
    observe: ({ callDurations, totals }) => [...callDurations, ...totals.callDurations],
  }),
  call_conversion_rate: observed('ratio', {
    minimumSample: 30,
    windowDays: 30,
    dimensions: [...OF_EVENTS, 'direction', 'purpose'],
    observe: ({ calls, opportunities, closes }, { window }) => {
      const creations = opportunities.map(({ creation }) => creation);
      const wins = closes.filter(({ won }) => won);
      return calls.filter(isConnected).flatMap((call) => {
        const { account } = call.dimensions;
        if (account === undefined) return [];
        const follows = ({ time }: Observation) => time >= call.time && time < call.time + window;
        const hit = ofAccount(creations, account).some(follows) || ofAccount(wins, account).some(follows);
        return [{ ...call, hit }];
      });
    },
    leftOut: ({ calls }) => calls.filter((call) => isConnected(call) && call.dimensions.account === undefined),
  }),
  demos: observed('count', { dimensions: COMMON, observe: (...known) => presentations('demo', ...known) }),
  trainings: observed('count', { dimensions: COMMON, observe: (...known) => presentations('training', ...known) }),
  meetings_scheduled: observed('count', {
    dimensions: [...COMMON, 'purpose'],
    observe: ({ meetings }) => meetings.flatMap(({ scheduling }) => scheduling ?? []),
  }),
  meetings_held: observed('count', {
    dimensions: [...COMMON, 'purpose'],
    observe: ({ meetings, totals }, { now }) => [...heldMeetings(meetings, now), ...totals.meetings],
  }),
  meeting_show_rate: observed('ratio', {
    minimumSample: 10,
    dimensions: [...COMMON, 'purpose'],
    observe: ({ meetings }, { now }) => [
      ...heldMeetings(meetings, now).map((meeting) => ({ ...meeting, hit: true })),
      ...missedMeetings(meetings).map((meeting) => ({ ...meeting, hit: false })),
    ],
  }),
} satisfies Record<string, Metric>;

/** Meetings held for a purpose, and connected calls for it unless a meeting of that account, purpose and day is known. */
function presentations(
  purpose: 'demo' | 'training',
  { calls, meetings }: Company,
  { now, timeZone }: Circumstances,
): Observation[] {
  const isMeant = ({ dimensions }: Pick<Observation, 'dimensions'>) => dimensions.purpose === purpose;
  const meant = meetings.filter(isMeant);
  const isKnownAsMeeting = ({ time, dimensions: { account } }: Observation) =>
    account !== undefined &&
    meant.some(
      ({ startsAt, dimensions }) =>
        startsAt !== null &&
        dimensions.account === account &&
        calendarDay(startsAt, timeZone) === calendarDay(time, timeZone),
    );
  return [
    ...heldMeetings(meant, now),
    ...calls.filter((call) => isConnected(call) && isMeant(call) && !isKnownAsMeeting(call)),
  ];
}
