import { nameHistory } from '../histories/history';
import { SETTINGS } from '../histories/settings';
import { companyOf } from '../plain/company';
import type { SentEvent } from '../plain/events';
import type { TestedHub } from './hub';
import type { Difference, Inquiry } from './inquiry';

/** A history that the hub answers wrongly, and what it should say. */
export interface Failure {
  events: readonly SentEvent[];
  inquiry: Inquiry;
  differences: Difference[];
}

/** A failure that is not quite small is better than a test that runs out of time. */
const PATIENCE_MILLISECONDS = 45_000;
const COPIES = 8;
/** Events that are taken off at once, by how much of a history they are. */
const CHUNKS = [0.5, 0.25, 0.12, 0];

/**
 * Takes events off a history as long as the hub still answers wrongly. Every candidate is written as a history of its
 * own.
 * @returns undefined where the history alone is answered rightly
 */
export async function shrink(
  hub: TestedHub,
  events: readonly SentEvent[],
  inquiry: Inquiry,
  chance: () => number,
): Promise<Failure | undefined> {
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  // Several times, for it may be answered wrongly in one order of writing and rightly in another.
  const copies = Array.from({ length: COPIES }, () => events);
  let smallest = await firstFailure(hub, copies, inquiry, chance);
  for (const chunk of CHUNKS) {
    for (let smaller = smallest; smaller && performance.now() < deadline;) {
      smallest = smaller;
      smaller = await firstFailure(hub, withoutParts(smaller.events, chunk), inquiry, chance);
    }
  }
  return smallest;
}

function withoutParts(events: readonly SentEvent[], chunk: number): SentEvent[][] {
  const size = Math.max(1, Math.floor(events.length * chunk));
  return Array.from({ length: Math.ceil(events.length / size) }, (_, index) =>
    events.filter((_event, position) => Math.floor(position / size) !== index),
  );
}

let candidates = 0;

async function firstFailure(
  hub: TestedHub,
  histories: readonly (readonly SentEvent[])[],
  inquiry: Inquiry,
  chance: () => number,
): Promise<Failure | undefined> {
  const named = new Map(histories.map((events) => [`s${candidates++}`, events]));
  const all = [...named].flatMap(([key, events]) => nameHistory(events, key));
  await hub.write(all, chance);
  const [first] = await inquiry.differByHistory(hub, companyOf(all, SETTINGS), [...named.keys()]);
  const events = first && named.get(first[0]);
  return events && { events, inquiry, differences: first[1] };
}
