import { byRecord, type StandingEvent } from './events';
import { dimensionsAfter, type Dimensions, type Observation, type Span } from './facts';
import type { Settings } from './settings';
import { stageRunsOf, type StageRun } from './stage-runs';
import { inTurns } from './turns';

const TURNS = { ends: ['opportunity.won', 'opportunity.lost'], resumes: 'opportunity.reopened' };

/** How an opportunity stood after one of its events. */
export interface Standing extends Observation {
  /** Hundredths; null where none was ever stated. */
  amount: number | null;
  /** A date. */
  expectedClose: string | null;
}

/** A close, and when the opportunity was created. */
export interface Close extends Standing {
  /** Its id, as people know it. */
  opportunity: string;
  won: boolean;
  createdAt: number;
}

/** A time in which it was open and nothing about it changed; the quantity is its amount, 0 where it has none. */
export interface OpenSpan extends Span {
  expectedClose: string | null;
}

export interface Opportunity {
  creation: Standing;
  /** The close that counts. */
  close: Close | null;
  open: OpenSpan[];
  /** The times that it spent in a stage and that have ended. */
  stageRuns: StageRun[];
}

export function opportunitiesOf(events: readonly StandingEvent[], settings: Settings): Opportunity[] {
  return byRecord(events, 'opportunity', 'opportunity').map((history) =>
    lifeOf(inTurns(history, TURNS, true), settings),
  );
}

function lifeOf(history: readonly StandingEvent[], settings: Settings): Opportunity {
  const last = lastClose(history);
  const standings = history.map((_, index) => standingAfter(knownAfter(history, index), settings));
  const created = creationIndex(history);
  const creation = standings[created];
  if (!creation) throw new Error('An opportunity without events');
  // It was never closed before the close that counts.
  const isOpen = history.map((_, index) => index >= created && (last === undefined || index < last));
  const inProgress = inProgressAfterEach(history, created);
  const closing = last === undefined ? undefined : standings[last];
  return {
    creation,
    close: closing
      ? closeOf(closing, {
          opportunity: String(history[0]?.body.opportunity),
          won: history[last ?? 0]?.body.type === 'opportunity.won',
          createdAt: creation.time,
        })
      : null,
    open: standings.flatMap((standing, index) =>
      isOpen[index] ? [openSpan(standing, standings[index + 1]?.time ?? null)] : [],
    ),
    stageRuns: stageRunsOf(standings.map((standing, index) => ({ ...standing, open: inProgress[index] === true }))),
  };
}

/**
 * The events up to one. What the created event states holds from the beginning: where it comes later, it is known before
 * the first event, which may state otherwise.
 */
function knownAfter(history: readonly StandingEvent[], index: number): StandingEvent[] {
  const created = history.findIndex(({ body }) => body.type === 'opportunity.created');
  const known = history.slice(0, index + 1);
  const entered = history[created];
  return entered && created > index ? [entered, ...known] : known;
}

function standingAfter(known: readonly StandingEvent[], settings: Settings): Standing {
  return {
    time: known.at(-1)?.time ?? Number.NaN,
    dimensions: { ...withoutLossReason(dimensionsAfter(known, settings)), ...lossReasonAfter(known) },
    amount: amountAfter(known),
    expectedClose: expectedCloseAfter(known),
  };
}

const openSpan = ({ time, dimensions, amount, expectedClose }: Standing, to: number | null): OpenSpan => ({
  from: time,
  to,
  dimensions,
  quantity: amount ?? 0,
  expectedClose,
});

const isClose = (type: string) => type === 'opportunity.won' || type === 'opportunity.lost';

/**
 * It is created by its created event, or by its first close or reopening where that is earlier. Without a created
 * event, its earliest event creates it.
 */
function creationIndex(history: readonly StandingEvent[]): number {
  if (!history.some(({ body }) => body.type === 'opportunity.created')) return 0;
  return history.findIndex(({ body }) => body.type !== 'opportunity.changed');
}

/** Whether somebody was at work on it after each event: not between a close and the reopening. */
function inProgressAfterEach(history: readonly StandingEvent[], created: number): boolean[] {
  let open = false;
  return history.map(({ body }, index) => {
    if (index === created || body.type === 'opportunity.reopened') open = true;
    if (isClose(body.type)) open = false;
    return open;
  });
}

/** The close that counts: the last one, unless a reopening follows. */
function lastClose(history: readonly StandingEvent[]): number | undefined {
  const last = history.findLastIndex(({ body }) => isClose(body.type) || body.type === 'opportunity.reopened');
  return isClose(history[last]?.body.type ?? '') ? last : undefined;
}

/** A loss reason belongs to its own loss: winning or reopening ends it. */
function lossReasonAfter(known: readonly StandingEvent[]): Dimensions {
  const since = known.findLastIndex(({ body }) => !['opportunity.lost', 'opportunity.changed'].includes(body.type));
  const stated = known.slice(Math.max(0, since)).findLast(({ body }) => body.loss_reason !== undefined);
  return stated ? { loss_reason: String(stated.body.loss_reason) } : {};
}

function withoutLossReason(dimensions: Dimensions): Dimensions {
  return Object.fromEntries(Object.entries(dimensions).filter(([name]) => name !== 'loss_reason'));
}

function closeOf(standing: Standing, facts: Pick<Close, 'opportunity' | 'won' | 'createdAt'>): Close {
  if (!facts.won) return { ...standing, ...facts };
  // Only a lost opportunity was lost for a reason.
  return { ...standing, dimensions: withoutLossReason(standing.dimensions), ...facts };
}

/** The last amount that was stated, but for those that a lost event states. */
function amountAfter(history: readonly StandingEvent[]): number | null {
  const stated = history
    .filter(({ body }) => body.type !== 'opportunity.lost' && body.amount !== undefined)
    .map(({ body }) => Math.round(Number(body.amount) * 100));
  return stated.at(-1) ?? null;
}

function expectedCloseAfter(history: readonly StandingEvent[]): string | null {
  const stated = history.findLast(({ body }) => body.expected_close !== undefined);
  return stated ? String(stated.body.expected_close) : null;
}
