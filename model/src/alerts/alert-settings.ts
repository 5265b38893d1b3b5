import { z } from 'zod';
import type { AlertRule } from './alert-rule';
import { ALERT_RULES } from './rules';

const ids = ALERT_RULES.map(({ id }) => id);

const ruleSettings = z.strictObject({
  /** In the unit of the rule's number. */
  threshold: z.number().optional(),
  enabled: z.boolean().default(true),
});

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 08:30');
const date = z.iso.date();

/** What a deployment sets of its alerts, in one file. */
export const alertSettings = z.strictObject({
  language: z.enum(['en', 'ko']).default('en'),
  /** Of quiet hours: an IANA name. */
  timeZone: z.string().default('UTC'),
  rules: z.partialRecord(z.enum(ids as [string, ...string[]]), ruleSettings).default({}),
  /** Where messages go; addresses and secrets come from the environment of Grafana. */
  channels: z
    .array(z.enum(['email', 'slack', 'teams', 'webhook']))
    .min(1)
    .default(['email']),
  /** Outside of them nothing is sent but that a source is silent or refused. */
  workingHours: z.strictObject({ from: clock, to: clock }).default({ from: '08:00', to: '18:00' }),
  /** Days on which nothing is sent. */
  holidays: z.array(date).default([]),
});

export type AlertSettings = z.output<typeof alertSettings>;
export type AlertLanguage = AlertSettings['language'];

/** The rules that are on, with the thresholds that the deployment sets. */
export function rulesInForce({ rules }: Pick<AlertSettings, 'rules'>): AlertRule[] {
  return ALERT_RULES.flatMap((rule) => {
    const { enabled = true, threshold = rule.condition.threshold } = rules[rule.id] ?? {};
    return enabled ? [{ ...rule, condition: { ...rule.condition, threshold } }] : [];
  });
}
