import { z } from 'zod';
import { WEEK_STARTS, isTimeZone } from '../calendar/calendar';
import { FISCAL_CALENDARS } from '../calendar/fiscal-year';
import { recordLinks } from './record-links';

/** The components of an account's health and the points that each may take off. */
export const HEALTH_COMPONENTS = ['usage', 'nps', 'tickets', 'contact', 'mrr', 'review'] as const;
export type HealthComponent = (typeof HEALTH_COMPONENTS)[number];

const points = (maximum: number) => z.number().min(0).max(100).default(maximum);
const calendarDate = z.iso.date({ error: 'is not a date such as 2026-12-25' });

/**
 * What numbers depend on beside the events and the query. Kept in the store by whoever writes to it; every reader takes
 * it from there.
 */
export const reportingSettings = z.object({
  /** The business time zone, an IANA name: what a day is. */
  timeZone: z.string().refine(isTimeZone, { error: 'is not an IANA time zone such as Europe/Berlin' }).default('UTC'),
  weekStart: z.enum(WEEK_STARTS).default('monday'),
  /** When fiscal years begin, and whether they are cut by months or by weeks. */
  fiscalYear: z
    .object({
      startMonth: z.int().min(1).max(12).default(1),
      calendar: z.enum(FISCAL_CALENDARS).default('months'),
    })
    .prefault({}),
  /** The currency of every amount, ISO 4217. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'is not a currency code of three capital letters such as EUR' })
    .default('USD'),
  /** The sources whose `source_class` is primary. */
  primarySources: z.array(z.string()).default([]),
  /** The sources of meetings whose past meetings count as held unless cancelled or missed. */
  heldImpliedSources: z.array(z.string()).default([]),
  /** The sources of e-mails that report no deliveries: what they sent was delivered unless it bounced. */
  deliveredImpliedSources: z.array(z.string()).default([]),
  /** Days of the week on which people work: 1 is Monday, 7 Sunday. */
  workingDays: z.array(z.int().min(1).max(7)).default([1, 2, 3, 4, 5]),
  /** Dates on which nobody works. */
  holidays: z.array(calendarDate).default([]),
  /** Minimum samples by metric id, in place of the catalogue's. */
  minimumSamples: z.record(z.string(), z.int().min(0)).default({}),
  /** The stages of each pipeline in their order, by the pipeline's name. */
  pipelines: z.record(z.string(), z.array(z.string()).min(1)).default({}),
  /** Where the pages of records are in the tools that they come from. */
  recordLinks: recordLinks.default({}),
  /** How an account's health is computed. */
  health: z
    .object({
      /** Below this an account is at risk. */
      threshold: z.number().min(0).max(100).default(60),
      /** The most points that each component takes off. */
      weights: z
        .object({
          usage: points(35),
          nps: points(20),
          tickets: points(15),
          contact: points(15),
          mrr: points(10),
          review: points(5),
        } satisfies Record<HealthComponent, unknown>)
        .prefault({}),
    })
    .prefault({}),
});

export type ReportingSettings = z.output<typeof reportingSettings>;

export const DEFAULT_SETTINGS: ReportingSettings = reportingSettings.parse({});
