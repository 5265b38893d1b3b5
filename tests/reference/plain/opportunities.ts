import { byRecord, type Sources, type StandingEvent } from './events';
import { dimensionsAfter, type Dimensions } from './facts';

/** How an opportunity stood after one of its events. */
export interface Standing {
  time: number;
  dimensions: Dimensions;
  /** Hundredths; null where none was ever stated. */
  amount: number | null;
}

export interface Opportunity {
  creation: Standing;
  /** The close that counts. */
  close: (Standing & { won: boolean }) | null;
  /** The times in which it was open and nothing about it changed. */
  open: (Standing & { until: number | null })[];
}

export function opportunitiesOf(events: readonly StandingEvent[], sources: Sources): Opportunity[] {
  return byRecord(events, 'opportunity', 'opportunity').map((history) => lifeOf(history, sources));
}

function lifeOf(history: readonly StandingEvent[], sources: Sources): Opportunity {
  const standingAfter = (index: number): Standing => {
    const until = history.slice(0, index + 1);
    return {
      time: history[index]?.time ?? Number.NaN,
      dimensions: dimensionsAfter(until, sources),
      amount: amountAfter(until),
    };
  };
  const created = creationIndex(history);
  const isOpen = openAfterEach(history, created);
  const closes = history.map(({ body }) => isClose(body.type));
  const last = isOpen.at(-1) ? -1 : closes.lastIndexOf(true);
  return {
    creation: standingAfter(created),
    close: last < 0 ? null : closeOf(standingAfter(last), history[last]),
    open: history.flatMap((_, index) =>
      isOpen[index] ? [{ ...standingAfter(index), until: history[index + 1]?.time ?? null }] : [],
    ),
  };
}

const isClose = (type: string) => type === 'opportunity.won' || type === 'opportunity.lost';

/**
 * It is created by its created event, or by its first close or reopening where that is earlier. Without a created
 * event, its earliest event creates it.
 */
function creationIndex(history: readonly StandingEvent[]): number {
  if (!history.some(({ body }) => body.type === 'opportunity.created')) return 0;
  return history.findIndex(({ body }) => body.type !== 'opportunity.changed');
}

function openAfterEach(history: readonly StandingEvent[], created: number): boolean[] {
  let open = false;
  return history.map(({ body }, index) => {
    if (index === created || body.type === 'opportunity.reopened') open = true;
    if (isClose(body.type)) open = false;
    return open;
  });
}

function closeOf(standing: Standing, event: StandingEvent | undefined): Opportunity['close'] {
  const won = event?.body.type === 'opportunity.won';
  if (!won) return { ...standing, won };
  // Only a lost opportunity was lost for a reason.
  const dimensions = Object.fromEntries(Object.entries(standing.dimensions).filter(([name]) => name !== 'loss_reason'));
  return { ...standing, dimensions, won };
}

/** The last amount that was stated, but for those that a lost event states. */
function amountAfter(history: readonly StandingEvent[]): number | null {
  const stated = history
    .filter(({ body }) => body.type !== 'opportunity.lost' && body.amount !== undefined)
    .map(({ body }) => Math.round(Number(body.amount) * 100));
  return stated.at(-1) ?? null;
}
