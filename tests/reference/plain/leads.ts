import { byRecord, type StandingEvent } from './events';
import { dimensionsAfter, type Observation } from './facts';
import type { Settings } from './settings';

/** A lead when it was created, as its first created event describes it. */
export interface Lead extends Observation {
  /** When it was first qualified; null where it never was. */
  qualifiedAt: number | null;
}

export function leadsOf(events: readonly StandingEvent[], settings: Settings): Lead[] {
  return byRecord(events, 'lead', 'lead').flatMap((history) => {
    const created = history.find(({ body }) => body.type === 'lead.created');
    if (!created) return [];
    const qualified = history.find(({ body }) => body.type === 'lead.qualified');
    return [
      {
        time: created.time,
        dimensions: dimensionsAfter([created], settings),
        qualifiedAt: qualified?.time ?? null,
      },
    ];
  });
}

/** The fields by which something may be known to be with a lead. */
const JOINED_BY = ['lead', 'contact', 'account'];

/** The first of the touches with the lead since it was created: one that states the same lead, contact or account. */
export function firstTouch(lead: Lead, touches: readonly Observation[]): number | undefined {
  const times = touches
    .filter(({ time, dimensions }) => time >= lead.time && sharesAny(dimensions, lead.dimensions))
    .map(({ time }) => time);
  return times.length === 0 ? undefined : Math.min(...times);
}

function sharesAny(left: Observation['dimensions'], right: Observation['dimensions']): boolean {
  return JOINED_BY.some((name) => left[name] !== undefined && left[name] === right[name]);
}
