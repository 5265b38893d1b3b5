import { z } from 'zod';
import { CHANNELS, fields } from './fields';
import type { JourneyStep } from './journey-step';

/**
 * The dimensions that any event may state. Absent: not stated here, an earlier value is inherited;
 * `null`: cleared from now on.
 */
export const SHARED_DIMENSIONS = [
  'account',
  'opportunity',
  'lead',
  'contact',
  'visitor',
  'rep',
  'team',
  'region',
  'segment',
  'pipeline',
  'channel',
  'product',
  'campaign',
  'competitor',
  'origin',
] as const;
export type SharedDimension = (typeof SHARED_DIMENSIONS)[number];

/** The fields that `null` clears; of opportunities also what `opportunity.changed` may clear. */
export const CLEARABLE_FIELDS = [...SHARED_DIMENSIONS, 'stage', 'amount', 'expected_close'] as const;

type FieldName = keyof typeof fields;
const shared = Object.fromEntries(
  SHARED_DIMENSIONS.map((name) => [name, fields[name].nullable().optional()]),
) as unknown as { [Name in SharedDimension]: z.ZodOptional<z.ZodNullable<(typeof fields)[Name]>> };

/** What every event may have, beside its type. */
export const envelope = { id: fields.id, occurred_at: fields.occurred_at, ...shared, tags: fields.tags.optional() };

type RequiredFields<Names extends FieldName> = { [Name in Names]: (typeof fields)[Name] };
type OptionalFields<Names extends FieldName> = { [Name in Names]: z.ZodOptional<(typeof fields)[Name]> };
/** What an object spread gives: the later field of a name replaces the earlier. */
type Merge<Earlier, Later> = Omit<Earlier, keyof Later> & Later;

/** What is known of an event type beside its fields. */
export interface EventTypeDescription {
  /** What the event says, in a sentence. */
  meaning: string;
  /** How it reads in an account's journey; without it, it is no step of a journey. */
  step?: string | JourneyStep;
}

/** The description that belongs to an event type's schema. */
export const eventDescriptions = z.registry<EventTypeDescription>();

/**
 * One event type: what it means, its required fields beside the envelope's, its optional own fields, and where it is
 * stricter.
 */
export function eventType<
  const Type extends string,
  const Required extends FieldName = never,
  const Optional extends FieldName = never,
  Special extends z.ZodRawShape = Record<never, never>,
>(
  type: Type,
  {
    required = [],
    optional = [],
    special,
    ...description
  }: EventTypeDescription & { required?: readonly Required[]; optional?: readonly Optional[]; special?: Special },
) {
  const merged = {
    type: z.literal(type),
    ...envelope,
    ...Object.fromEntries(optional.map((name) => [name, fields[name].optional()])),
    ...Object.fromEntries(required.map((name) => [name, fields[name]])),
    ...special,
  };
  type Own = OptionalFields<Optional> & RequiredFields<Required> & { type: z.ZodLiteral<Type> };
  const schema = z.strictObject(merged as unknown as Merge<Merge<typeof envelope, Own>, Special>);
  return schema.register(eventDescriptions, description);
}

/** Leads, tickets and touches name their channel from a closed list. */
export const touchChannel = { channel: z.enum(CHANNELS).nullable().optional() };

/** Refuses a range that ends before it begins; both are dates, an open end is none. */
export function checkOrder(
  context: { issues: z.core.$ZodRawIssue[] },
  start: [field: string, date: string],
  end: [field: string, date: string | undefined],
): void {
  if (end[1] === undefined || start[1] < end[1]) return;
  context.issues.push({
    code: 'custom',
    input: end[1],
    path: [end[0]],
    message: `is ${end[1]}, not after ${start[0]} (${start[1]})`,
    params: { code: 'out_of_range' },
  });
}
