import { accountHealth, overdueCheckIns } from './account-facts';
import {
  calls,
  callTimes,
  connectedCalls,
  followedCalls,
  leadTouches,
  meetingSchedulings,
  meetings,
  meetingsHeld,
  sessions,
  silentReps,
  singleCalls,
  touchedLeads,
} from './activity-facts';
import {
  accountMonths,
  accountPeriods,
  csatAnswers,
  npsAnswers,
  reviews,
  subscriptions,
  ticketDues,
  ticketReplies,
  ticketResolutions,
  tickets,
  usageRecords,
  usageWindows,
} from './customer-facts';
import { firstVisits, intentSignals, webSessions } from './digital-facts';
import { eventFacts, type Facts } from './facts';
import { ingestedEvents, knownEvents, newestEvents, receivedEvents, rejectedEvents } from './hub-facts';
import { followedLeads, leads } from './lead-facts';
import { conversations, followedMessages, messages, messagesSent } from './outreach-facts';
import { closes, creations, openIntervals, stageRuns, stalled, velocityParts } from './pipeline-facts';
import { dealsOpenForTargets, dealsWonForTargets, targetForecasts, targetPeriods } from './target-facts';

/** Everything that metrics are made of, by name. */
export const facts = {
  closes,
  creations,
  open_intervals: openIntervals,
  velocity_parts: velocityParts,
  stage_runs: stageRuns,
  stalled,
  target_periods: targetPeriods,
  target_forecasts: targetForecasts,
  deals_won_for_targets: dealsWonForTargets,
  deals_open_for_targets: dealsOpenForTargets,
  leads,
  followed_leads: followedLeads,
  touched_leads: touchedLeads,
  lead_touches: leadTouches,
  calls,
  call_times: callTimes,
  single_calls: singleCalls,
  connected_calls: connectedCalls,
  followed_calls: followedCalls,
  meetings,
  meetings_held: meetingsHeld,
  meeting_schedulings: meetingSchedulings,
  sessions,
  silent_reps: silentReps,
  messages,
  messages_sent: messagesSent,
  followed_messages: followedMessages,
  conversations,
  time_logs: eventFacts('time.logged', 'time entries', ['activity'], {
    record: { comment: "concat(toString(minutes), ' minutes')" },
  }),
  nps_answers: npsAnswers,
  csat_answers: csatAnswers,
  reviews,
  tickets,
  ticket_dues: ticketDues,
  ticket_replies: ticketReplies,
  ticket_resolutions: ticketResolutions,
  usage_records: usageRecords,
  usage_windows: usageWindows,
  subscriptions,
  account_periods: accountPeriods,
  account_months: accountMonths,
  account_health: accountHealth,
  overdue_check_ins: overdueCheckIns,
  web_sessions: webSessions,
  first_visits: firstVisits,
  intent_signals: intentSignals,
  ingested_events: ingestedEvents,
  rejected_events: rejectedEvents,
  received_events: receivedEvents,
  newest_events: newestEvents,
  known_events: knownEvents,
} as const satisfies Record<string, Facts>;

export type FactsName = keyof typeof facts;
export { HOLDS_STILL, storedValues, type Facts } from './facts';
