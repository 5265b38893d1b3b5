import { z } from 'zod';

/**
 * How a field is kept in ClickHouse. One name, one kind: every event type that has the field shares the column.
 * `label` has few distinct values, `text` many.
 */
export type ColumnKind =
  'label' | 'text' | 'labels' | 'money' | 'decimal' | 'number' | 'small_integer' | 'flag' | 'date' | 'time' | 'items';

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

/** The schema of every field, by its name; an event type says which of them it has. */
export const fields = {
  id: text(128),
  occurred_at: instant(),

  account: text(),
  opportunity: text(),
  lead: text(),
  contact: text(),
  visitor: text(),
  rep: label(),
  team: label(),
  region: label(),
  segment: label(),
  pipeline: label(),
  channel: label(),
  product: label(),
  campaign: label(),
  competitor: label(),
  origin: label(),
  tags: z.array(wellFormed(256).min(1)).max(20).register(columnKinds, { kind: 'labels' }),

  reason: text(4096),
  amount: money(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'is not a currency code of three capital letters such as EUR' })
    .register(columnKinds, { kind: 'label' }),
  stage: label(),
  expected_close: date(),
  loss_reason: label(),
  direction: oneOf(['inbound', 'outbound']),
  call_outcome: oneOf(['connected', 'no_answer', 'voicemail', 'busy', 'failed']),
  duration_s: number(0, 604_800),
  purpose: oneOf(['prospecting', 'demo', 'follow_up', 'training', 'support', 'check_in']),
  message: text(),
  thread: text(),
  list: label(),
  priority: label(),
  machine: z.boolean().register(columnKinds, { kind: 'flag' }),
  meeting: text(),
  starts_at: instant()
    .refine((time) => time >= 0 && time < Date.UTC(2149, 0), {
      error: 'is not between 1970 and 2148',
      params: { code: 'out_of_range' },
    })
    .register(columnKinds, { kind: 'time' }),
  activity: oneOf(['selling', 'planning', 'data_entry', 'admin', 'travel', 'training']),
  minutes: number(0, 44_640),
  page: text(2048),
  referrer: text(2048),
  intent: oneOf(['profile', 'category', 'pricing', 'comparison']),
  survey: oneOf(['nps', 'csat']),
  score: integer(0, 10),
  comment: text(16_384),
  ticket: text(),
  review: text(),
  site: label(),
  rating: integer(1, 5),
  quantity: number(0, 1e15),
  feature: label(),
  subscription: text(),
  mrr: money(),
  order: text(),
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
    .register(columnKinds, { kind: 'items' }),
  metric: label(),
  period_start: date(),
  period_end: date(),
  value: decimal(12, 6, 'decimal'),
  active_from: date(),
  active_to: date(),
  title: text(),
  note: text(16_384),
  author: text(),
  kind: oneOf(['campaign', 'release', 'pricing', 'other']),
  target: text(128),
} as const;
