import { calendarDay, daysBefore } from './calendar';
import type { Company } from './company';
import { holdsAt, ofAccount, type Observation } from './facts';
import type { HealthComponent, Settings } from './settings';
import { sum } from './statistics';
import { recurringRevenueAt } from './subscriptions';
import { isOpenAt } from './tickets';
import { contactsOf } from './touches';

/** What is asked of health. */
interface Asked {
  now: number;
  timeZone: string;
}

/** The instant so many days of the calendar before the one that health is asked of. */
type Ago = (days: number) => number;

/** The share of its points that each component loses; one of which nothing is known is not among them. */
type Losses = Partial<Record<HealthComponent, number>>;

/** Computes the health of accounts as of any time: 0 to 100, null where too little is known. */
export function healthOf(company: Company, { now, timeZone }: Asked): (account: string, time: number) => number | null {
  const contacts = contactsOf(company, now);
  const computed = new Map<string, number | null>();
  return (account, time) => {
    const key = JSON.stringify([account, time]);
    const known = computed.get(key);
    if (known !== undefined) return known;
    const ago = (days: number) => daysBefore(time, days, timeZone);
    const health = scoreOf(
      {
        ...usageLoss(company, account, ago),
        ...answerLoss(company, account, ago),
        ...ticketLoss(company, account, ago),
        contact: contactLoss(company, contacts, { account, time, timeZone }),
        ...revenueLoss(company, account, ago),
        ...reviewLoss(company, account, ago),
      },
      company.settings.health,
    );
    computed.set(key, health);
    return health;
  };
}

/** Losses are scaled up, so that the components of which something is known make up all of the 100 points. */
function scoreOf(losses: Losses, { weights }: Settings['health']): number | null {
  const known = Object.entries(losses) as [HealthComponent, number][];
  if (known.length < 2) return null;
  const lost = sum(known.map(([component, share]) => weights[component] * share));
  return 100 * (1 - lost / sum(known.map(([component]) => weights[component])));
}

const clamp = (share: number) => Math.min(1, Math.max(0, share));

const between = <Some extends Observation>(facts: readonly Some[], from: number, to: number) =>
  facts.filter(({ time }) => time >= from && time < to);

/** From nothing at no fall to everything at a fall by 60 %. */
function usageLoss({ usage }: Company, account: string, ago: Ago): Losses {
  const used = (from: number, to: number) =>
    sum(between(ofAccount(usage, account), ago(from), ago(to)).map(({ quantity }) => quantity));
  const [before, after] = [used(56, 28), used(28, 0)];
  return before > 0 ? { usage: clamp((1 - after / before) / 0.6) } : {};
}

/** A last answer of a detractor takes all, a passive one a quarter. */
function answerLoss({ promoterAnswers }: Company, account: string, ago: Ago): Losses {
  const last = between(ofAccount(promoterAnswers, account), ago(180), ago(0)).at(-1);
  if (!last) return {};
  return { nps: last.quantity <= 6 ? 1 : last.quantity <= 8 ? 0.25 : 0 };
}

/** A fifth for each ticket that is open for more than 7 days. */
function ticketLoss({ tickets }: Company, account: string, ago: Ago): Losses {
  const opened = ofAccount(tickets, account).filter((ticket) => ticket.time < ago(0));
  if (opened.length === 0) return {};
  const old = opened.filter((ticket) => isOpenAt(ticket, ago(0)) && ticket.time < ago(7));
  return { tickets: clamp(old.length / 5) };
}

/** From nothing at 30 days to everything at 90. Who was never in contact counts since the subscription's start. */
function contactLoss(
  { liveSpans }: Company,
  contacts: readonly Observation[],
  { account, time, timeZone }: { account: string; time: number; timeZone: string },
): number {
  const times = ofAccount(contacts, account)
    .map((contact) => contact.time)
    .filter((contact) => contact < time);
  const starts = ofAccount(liveSpans, account)
    .filter((span) => holdsAt(span, time))
    .map(({ since }) => since);
  const last = times.length > 0 ? Math.max(...times) : Math.min(...starts);
  return clamp((calendarDay(time - 1, timeZone) - calendarDay(last, timeZone) - 30) / 60);
}

/** Everything where it pays less than 90 days ago. */
function revenueLoss({ liveSpans }: Company, account: string, ago: Ago): Losses {
  const revenueAt = (when: number) => recurringRevenueAt(ofAccount(liveSpans, account), when).get(account);
  const before = revenueAt(ago(90));
  return before === undefined ? {} : { mrr: (revenueAt(ago(0)) ?? 0) < before ? 1 : 0 };
}

/** Everything where a review gave 2 or less. */
function reviewLoss({ reviews }: Company, account: string, ago: Ago): Losses {
  const recent = between(ofAccount(reviews, account), ago(180), ago(0));
  return recent.length === 0 ? {} : { review: recent.some(({ rating }) => rating <= 2) ? 1 : 0 };
}
