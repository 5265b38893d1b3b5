import { calendarDay, startOfDay } from '../calendar';
import { ofAccount, type Observation } from '../facts';
import { firstTouch, type Lead } from '../leads';
import { asOf, type Metric } from '../metric';
import type { Opportunity } from '../opportunities';
import { overlapsDays, type Spell } from '../roster';
import { contactsOf, touchesOf } from '../touches';
import { workingDaysBetween } from '../working-days';
import { COMMON, measured, observed } from './kinds';

/** The metrics of leads, and of those who should call them. */
export const leadMetrics = {
  lead_response_time: observed('distribution', {
    minimumSample: 10,
    dimensions: COMMON,
    scale: 1000,
    observe: (company, { now }) => {
      const touches = touchesOf(company, now);
      return company.leads.flatMap((lead) => {
        const touched = firstTouch(lead, touches);
        return touched === undefined
          ? []
          : [{ time: touched, dimensions: lead.dimensions, quantity: touched - lead.time }];
      });
    },
  }),
  unanswered_leads: observed('ratio', {
    minimumSample: 10,
    windowDays: 7,
    dimensions: COMMON,
    observe: (company, { now, window }) => {
      const touches = touchesOf(company, now);
      return company.leads.map((lead) => {
        const touched = firstTouch(lead, touches);
        return { ...lead, hit: touched === undefined || touched >= lead.time + window };
      });
    },
  }),
  new_leads: observed('count', { dimensions: COMMON, observe: ({ leads }) => leads }),
  lead_qualification_rate: observed('ratio', {
    minimumSample: 10,
    windowDays: 90,
    dimensions: COMMON,
    observe: ({ leads }, { window }) =>
      leads.map((lead) => ({ ...lead, hit: lead.qualifiedAt !== null && lead.qualifiedAt < lead.time + window })),
  }),
  lead_conversion_rate: observed('ratio', {
    minimumSample: 10,
    windowDays: 90,
    dimensions: COMMON,
    observe: ({ leads, opportunities }, { window }) => {
      const creations = opportunities.map(({ creation }) => creation);
      return leads.map((lead) => ({ ...lead, hit: becomesOpportunity(lead, creations, window) }));
    },
  }),
  days_since_activity: measured<Spell>('level', {
    dimensions: ['rep', 'team', 'region'],
    facts: ({ roster }) => roster,
    measure: (company, circumstances) => {
      const { now, timeZone } = circumstances;
      const timesOf = activityTimes([...contactsOf(company, now), ...company.totals.active]);
      return (spells, bucket) => {
        const time = asOf(bucket, circumstances);
        const today = calendarDay(time - 1, timeZone);
        const idle = spells
          .filter((spell) => overlapsDays(spell, today, today))
          .map(({ from, dimensions }) => {
            const times = (timesOf.get(dimensions.rep ?? '') ?? []).filter((one) => one < time);
            const last = times.length === 0 ? from : calendarDay(Math.max(...times), timeZone);
            const days = workingDaysBetween(last, today, company.settings);
            return { time: startOfDay(last, timeZone), dimensions, days };
          });
        const value = idle.length === 0 ? null : Math.max(...idle.map(({ days }) => days));
        return { value, n: idle.length, counted: idle };
      };
    },
  }),
} satisfies Record<string, Metric>;

/** By a deal that states it, though it was entered later, or by one of its account from then on. */
function becomesOpportunity(lead: Lead, creations: readonly Opportunity['creation'][], window: number): boolean {
  const inTime = ({ time }: Observation) => time < lead.time + window;
  const follows = (creation: Observation) => creation.time >= lead.time && inTime(creation);
  const { account } = lead.dimensions;
  return (
    creations.some((creation) => creation.dimensions.lead === lead.dimensions.lead && inTime(creation)) ||
    (account !== undefined && ofAccount(creations, account).some(follows))
  );
}

/** When each rep did something. */
function activityTimes(activities: readonly Observation[]): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (const { time, dimensions } of activities) {
    const { rep } = dimensions;
    if (rep !== undefined) times.set(rep, [...(times.get(rep) ?? []), time]);
  }
  return times;
}
