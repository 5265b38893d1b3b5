import { z } from 'zod';

/**
 * How a field is kept in ClickHouse. One name, one kind: every event type that has the field shares the column.
 * `label` has few distinct values, `text` many.
 */
export type ColumnKind =
  'label' | 'text' | 'labels' | 'money' | 'decimal' | 'number' | 'small_integer' | 'flag' | 'date' | 'time' | 'items';

/** The kinds of records that can be deleted in their source; each is called like the field that holds its id. */
export const RECORD_KINDS = ['opportunity', 'lead', 'account', 'subscription', 'ticket'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];
/** The kinds of which two records can turn out to be the same. */
export const MERGEABLE_KINDS = ['opportunity', 'lead', 'subscription', 'ticket'] as const satisfies RecordKind[];

/** The column that belongs to a field's schema. */
export const columnKinds = z.registry<{ kind: ColumnKind }>();

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Text that UTF-8 can hold, so that it is read back exactly as it was sent. */
function wellFormed(maximum: number) {
  return z
    .string()
    .max(maximum)
    .refine((text) => !LONE_SURROGATE.test(text), {
      error: 'holds half of a surrogate pair, which is not a character',
      params: { code: 'invalid_text' },
    });
}

const label = (maximum = 256) => wellFormed(maximum).min(1).register(columnKinds, { kind: 'label' });
const text = (maximum = 256) => wellFormed(maximum).min(1).register(columnKinds, { kind: 'text' });
const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values).register(columnKinds, { kind: 'label' });

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** True where the calendar has that day: 2025-02-29 does not pass. */
function isCalendarDate(date: string): boolean {
  const time = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
}

/** An instant as RFC 3339 with offset, given on as milliseconds since 1970 (finer digits are cut). */
const instant = () =>
  z
    .string()
    .refine((value) => RFC_3339.test(value) && isCalendarDate(value.slice(0, 10)), {
      error: 'is not a time as RFC 3339 with an offset, such as 2026-01-31T09:30:00+01:00',
      params: { code: 'invalid_time' },
    })
    .transform((value) => Date.parse(value.replace(/\.(\d{3})\d+/, '.$1').toUpperCase()))
    .register(columnKinds, { kind: 'time' });

/** What ClickHouse keeps of instants that may lie far ahead. */
const FITS_THE_STORE = [
  (time: number) => time >= 0 && time < Date.UTC(2149, 0),
  { error: 'is not between 1970 and 2148', params: { code: 'out_of_range' } },
] as const;

/** A calendar date; ClickHouse keeps 1970 to 2149. */
const date = () =>
  z
    .string()
    .refine(
      (value) =>
        /^\d{4}-\d\d-\d\d$/.test(value) && isCalendarDate(value) && value >= '1970-01-01' && value < '2149-01-01',
      { error: 'is not a date such as 2026-01-31 (from 1970 to 2148)', params: { code: 'invalid_date' } },
    )
    .register(columnKinds, { kind: 'date' });

/**
 * A decimal number given as string or number and kept as a canonical string ("1234.5"), never as a float.
 * @param fraction digits allowed after the point
 * @param whole digits allowed before it
 */
const decimal = (whole: number, fraction: number, kind: ColumnKind) =>
  z
    .union([z.string(), z.number()], { error: 'is not a number or a decimal string' })
    .refine((value) => typeof value === 'string' || isExact(value), {
      error: `has more than ${EXACT_DIGITS} digits, which a JSON number does not keep; send it as a string`,
      params: { code: 'invalid_decimal' },
      abort: true,
    })
    .transform((value) => canonicalDecimal(String(value)))
    .refine((value) => value !== null && fits(value, whole, fraction), {
      error: `is not a decimal number with at most ${whole} digits before and ${fraction} after the point`,
      params: { code: 'invalid_decimal' },
    })
    .transform((value) => value ?? '0')
    .register(columnKinds, { kind });

/** "+007.50" → "7.5"; scientific notation as JavaScript prints it is written out; null where it is no number. */
export function canonicalDecimal(value: string): string | null {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(value.trim());
  if (!match) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const shift = Number(exponent);
  const digits = whole + fraction;
  const point = whole.length + shift;
  const padded = point < 0 ? '0'.repeat(-point) + digits : digits.padEnd(point, '0');
  const before = padded.slice(0, Math.max(point, 0)).replace(/^0+(?=\d)/, '') || '0';
  const after = padded.slice(Math.max(point, 0)).replace(/0+$/, '');
  const canonical = after ? `${before}.${after}` : before;
  return sign === '-' && canonical !== '0' ? `-${canonical}` : canonical;
}

/** As many significant digits of a decimal number survive the way through a JSON number. */
const EXACT_DIGITS = 15;

function isExact(value: number): boolean {
  return Number(value.toPrecision(EXACT_DIGITS)) === value;
}

function fits(value: string, whole: number, fraction: number): boolean {
  const [before = '', after = ''] = value.replace('-', '').split('.');
  return before.length <= whole && after.length <= fraction;
}

const money = () => decimal(16, 2, 'money');
const number = (minimum: number, maximum: number) =>
  z.number().min(minimum).max(maximum).register(columnKinds, { kind: 'number' });
const integer = (minimum: number, maximum: number) =>
  z.int().min(minimum).max(maximum).register(columnKinds, { kind: 'small_integer' });

export const CHANNELS = [
  'phone',
  'email',
  'chat',
  'voice',
  'social',
  'web',
  'event',
  'partner',
  'referral',
  'other',
] as const;

/** The schema of every field, by its name, with what it means; an event type says which of them it has. */
export const fields = {
  id: text(128).describe('unique within its source; sending it again changes nothing'),
  occurred_at: instant().describe('when it happened; from the year 2000 to 24 hours from now, kept to the millisecond'),

  account: text().describe('the company that buys or may buy'),
  opportunity: text().describe('the id of an opportunity'),
  lead: text().describe('the id of a lead'),
  contact: text().describe('the person; stored as a keyed hash'),
  visitor: text().describe('the visitor of the website; stored as a keyed hash'),
  rep: label().describe('the sales rep'),
  team: label().describe('the team of the rep'),
  region: label().describe('the sales region'),
  segment: label().describe('the kind of account, such as Enterprise'),
  pipeline: label().describe('the pipeline that the opportunity goes through'),
  channel: label().describe('how both sides were in touch'),
  product: label().describe('what is sold'),
  campaign: label().describe('the campaign that led to it'),
  competitor: label().describe('who else offers'),
  origin: label().describe('how the business came about, such as Inbound'),
  tags: z.array(wellFormed(256).min(1)).max(20).register(columnKinds, { kind: 'labels' }).describe('words of your own'),

  sequence: number(0, 1e15).describe(
    'orders events of one record at the same instant where nothing else does; the smaller comes first',
  ),
  reason: text(4096).describe('why, in your own words'),
  amount: money().describe('what the opportunity is worth'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'is not a currency code of three capital letters such as EUR' })
    .register(columnKinds, { kind: 'label' })
    .describe("of the event's money: three capital letters such as EUR; the hub's currency unless stated"),
  stage: label().describe('the stage of the opportunity in its pipeline'),
  expected_close: date().describe('when the opportunity is expected to be won or lost'),
  loss_reason: label().describe('why it was lost, from a short list of your own'),
  direction: oneOf(['inbound', 'outbound']).describe('inbound: from the customer; outbound: to the customer'),
  call_outcome: oneOf(['connected', 'no_answer', 'voicemail', 'busy', 'failed']).describe('what the call came to'),
  duration_s: number(0, 604_800).describe('seconds that the call took'),
  wait_s: number(0, 604_800).describe('seconds until the call was answered, or the caller gave up'),
  counted: oneOf(['calls', 'emails', 'meetings']).describe('what was counted'),
  count: z.int().min(0).max(10_000).register(columnKinds, { kind: 'number' }).describe('how many there were'),
  connected: z
    .int()
    .min(0)
    .max(10_000)
    .register(columnKinds, { kind: 'number' })
    .describe('how many of the calls reached somebody, or were answered'),
  purpose: oneOf(['prospecting', 'demo', 'follow_up', 'training', 'support', 'check_in']).describe(
    'what a call or a meeting is for',
  ),
  message: text().describe('the id of the e-mail'),
  thread: text().describe('the id of the conversation that the e-mail belongs to'),
  list: label().describe('the mailing list or sequence that the e-mail belongs to'),
  priority: label().describe('how urgent it is'),
  machine: z
    .boolean()
    .register(columnKinds, { kind: 'flag' })
    .describe('a machine opened or followed it, such as a virus scanner'),
  meeting: text().describe('the id of the meeting'),
  starts_at: instant()
    .refine(...FITS_THE_STORE)
    .register(columnKinds, { kind: 'time' })
    .describe('when the meeting is to begin'),
  activity: oneOf(['selling', 'planning', 'data_entry', 'admin', 'travel', 'training']).describe(
    'what the time was spent on',
  ),
  minutes: number(0, 44_640).describe('how long'),
  page: text(2048).describe('the address of the page'),
  referrer: text(2048).describe('the address of the page before it'),
  intent: oneOf(['profile', 'category', 'pricing', 'comparison']).describe('what was looked at'),
  survey: oneOf(['nps', 'csat']).describe('nps: would you recommend us; csat: are you satisfied'),
  score: integer(0, 10).describe('the answer: 0 to 10 for nps, 1 to 5 for csat'),
  comment: text(16_384).describe('the answer in words'),
  ticket: text().describe('the id of the ticket'),
  due_at: instant()
    .refine(...FITS_THE_STORE)
    .register(columnKinds, { kind: 'time' })
    .describe('when the ticket is to be resolved by'),
  review: text().describe('the id of the review'),
  site: label().describe('the site that has the review'),
  rating: integer(1, 5).describe('stars'),
  quantity: number(0, 1e15).describe('how much, in a unit of your own'),
  feature: label().describe('the feature of the product that was used'),
  subscription: text().describe('the id of the subscription'),
  mrr: money()
    .refine((value) => !value.startsWith('-'), { error: 'must be at least 0', params: { code: 'out_of_range' } })
    .register(columnKinds, { kind: 'money' })
    .describe('monthly recurring revenue'),
  order: text().describe('the id of the order'),
  items: z
    .array(
      z.strictObject({
        product: wellFormed(256).min(1),
        quantity: z.number().min(0).max(1e15),
        amount: money(),
      }),
    )
    .min(1)
    .max(1000)
    .register(columnKinds, { kind: 'items' })
    .describe('the lines of the order'),
  metric: label().describe('the id of the [metric](metrics.md)'),
  period_start: date().describe('the first day of the target'),
  period_end: date().describe('the day after the last one'),
  value: decimal(12, 6, 'decimal').describe('the target, in the unit of the metric'),
  active_from: date().describe('the first day of the rep'),
  active_to: date().describe('the day after the last one'),
  title: text().describe('what was decided or reached'),
  note: text(16_384).describe('more about it'),
  author: text().describe('who recorded it'),
  kind: oneOf(['campaign', 'release', 'pricing', 'other']).describe('what it is about'),
  target: text(128).describe('the id of the event that is retracted'),
  record_kind: oneOf(RECORD_KINDS).describe('the kind of record'),
  mergeable_kind: oneOf(MERGEABLE_KINDS).describe('the kind of record'),
  record: text().describe('the id of the record; of an account, its name'),
  into: text().describe('the id of the record that goes on'),
} as const;
