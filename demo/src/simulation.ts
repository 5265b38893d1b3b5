import { marketIn } from './accounts';
import { DAY, dayOf, firstDay, monthOf, type Month } from './calendar';
import { runCustomerCare } from './customer-care';
import { runDialer } from './dialer';
import { runExpansionDeals, runOutboundDeals } from './deal-flow';
import { runLeads } from './leads';
import { runMarketSignals } from './market-signals';
import { runProspecting } from './prospecting';
import { createRecorder, startOfMonth, type Batch } from './recorder';
import { createRoster } from './roster';
import { emitAnnouncements, emitRoster, emitTargets } from './staff';
import { foundingCustomers, runSubscriptions, emitFoundingSubscriptions } from './subscriptions';
import { runTimeLogs } from './time-logs';
import { runWebVisits } from './web';
import type { MonthStep, World } from './world';

/** The month in which the simulation begins, whatever is asked for: what a day brings never depends on the asking. */
const FIRST_MONTH = monthOf(dayOf('2024-01-01'));
const MONTHS_OF_BUSINESS = 24;
const MONTHS_OF_DEALS_BEFORE = 6;
/** Whom a deal goes to may depend on who joins within the longest life of a deal. */
const ROSTER_AHEAD = 1_000;

/** Deals, and what follows from them: in every month, as later ones build on them. In this order. */
const HISTORY: readonly MonthStep[] = [runLeads, runOutboundDeals, runExpansionDeals, runSubscriptions];
/** What stands alone: in the months that were asked for. */
const BUSINESS: readonly MonthStep[] = [
  emitAnnouncements,
  emitTargets,
  runCustomerCare,
  runProspecting,
  runDialer,
  runTimeLogs,
  runWebVisits,
  runMarketSignals,
];

/**
 * Runs the company month by month and gives its events after `from`, up to `now`.
 * Without `from`: 24 months of business, deals from half a year before, roster and subscriptions from their beginning.
 */
export function* simulate({ now, from }: { now: number; from?: number }): Generator<Batch> {
  const current = monthOf(Math.floor(now / DAY));
  const asked = monthOf(Math.floor((from ?? now) / DAY)) - MONTHS_OF_BUSINESS;
  const dealsFrom = asked - MONTHS_OF_DEALS_BEFORE;
  const recorder = createRecorder({
    begins: { business: startOfMonth(asked), deals: startOfMonth(dealsFrom), company: -Infinity },
    after: from ?? -Infinity,
    until: now,
  });
  const world: World = {
    recorder,
    roster: createRoster(firstDay(current) + ROSTER_AHEAD),
    customers: foundingCustomers(firstDay(FIRST_MONTH)),
    market: [],
  };
  emitRoster(world);
  emitFoundingSubscriptions(world, FIRST_MONTH);
  // One month more than asked for: its leads and targets begin before it does.
  for (let month = FIRST_MONTH; month <= current + 1; month += 1) {
    runMonth(world, month, month >= dealsFrom);
    yield* recorder.flush(month);
  }
  yield* recorder.flush(Infinity);
}

function runMonth(world: World, month: Month, business: boolean): void {
  world.market = marketIn(month, FIRST_MONTH);
  for (const step of HISTORY) step(world, month);
  if (business) for (const step of BUSINESS) step(world, month);
}
