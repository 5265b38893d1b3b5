import { byRecord, type StandingEvent } from './events';
import { dimensionsAfter, holdsAt, type Span } from './facts';
import type { Settings } from './settings';
import { inTurns } from './turns';

const TURNS = { ends: ['subscription.cancelled'], resumes: 'subscription.started' };

/** A time in which a subscription was live and nothing about it changed; the quantity is its MRR in hundredths. */
export interface LiveSpan extends Span {
  account: string;
  /** When the subscription first went live. */
  since: number;
}

export function liveSpansOf(events: readonly StandingEvent[], settings: Settings): LiveSpan[] {
  return byRecord(events, 'subscription', 'subscription').flatMap((unordered) => {
    const history = inTurns(unordered, TURNS, false);
    const live = liveAfterEach(history);
    const since = history[live.indexOf(true)]?.time ?? Number.NaN;
    return history.flatMap((event, index): LiveSpan[] => {
      if (!live[index]) return [];
      const known = history.slice(0, index + 1);
      const dimensions = dimensionsAfter(known, settings);
      return [
        {
          from: event.time,
          to: history[index + 1]?.time ?? null,
          dimensions,
          quantity: mrrAfter(known),
          account: dimensions.account ?? '',
          since,
        },
      ];
    });
  });
}

/** A start makes it live and a cancellation ends that; a change makes it live only where neither came before. */
function liveAfterEach(history: readonly StandingEvent[]): boolean[] {
  let live: boolean | undefined;
  return history.map(({ body }) => {
    if (body.type === 'subscription.started') live = true;
    if (body.type === 'subscription.changed') live ??= true;
    if (body.type === 'subscription.cancelled') live = false;
    return live === true;
  });
}

function mrrAfter(history: readonly StandingEvent[]): number {
  const stated = history.filter(({ body }) => body.mrr !== undefined);
  return Math.round(Number(stated.at(-1)?.body.mrr) * 100);
}

/** The MRR of each account whose subscriptions are live at that time. */
export function recurringRevenueAt(spans: readonly LiveSpan[], time: number): Map<string, number> {
  const revenue = new Map<string, number>();
  for (const span of spans) {
    const { account, quantity } = span;
    if (holdsAt(span, time)) revenue.set(account, (revenue.get(account) ?? 0) + quantity);
  }
  return revenue;
}
