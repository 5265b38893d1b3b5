import type { z } from 'zod';
import { eventDescriptions, type EventTypeDescription } from './event-type';
import { activityTypes } from './types/activities';
import { companyTypes } from './types/company';
import { customerTypes } from './types/customers';
import { leadTypes } from './types/leads';
import { opportunityTypes } from './types/opportunities';
import { recordTypes } from './types/records';

/** Every event type, by its name. A new one is an entry in one of the files. */
export const eventTypes = {
  ...leadTypes,
  ...opportunityTypes,
  ...activityTypes,
  ...customerTypes,
  ...companyTypes,
  ...recordTypes,
} as const;

export type EventType = keyof typeof eventTypes;
export const EVENT_TYPES = Object.keys(eventTypes) as EventType[];

/** What the type means, and how it reads in a journey. */
export function describeEventType(type: EventType): EventTypeDescription {
  const description = eventDescriptions.get(eventTypes[type]);
  if (!description) throw new Error(`The event type ${type} has no description`);
  return description;
}

/** A checked event: times as milliseconds since 1970 (UTC), money as canonical decimal strings. */
export type SalesEvent = { [Type in EventType]: z.output<(typeof eventTypes)[Type]> }[EventType];

/** An event as a client sends it. */
export type SalesEventInput = { [Type in EventType]: z.input<(typeof eventTypes)[Type]> }[EventType];
