import { canonicalDecimal, eventTypes, type EventError, type SalesEvent } from '@saleshub/model';
import { Decimal } from 'decimal.js';
import { DateTime } from 'luxon';
import type { z } from 'zod';
import type { Rates } from './rates';

/** What amounts are kept in, and how others become it. */
export interface MoneyRules {
  /** The reporting currency. */
  currency: string;
  /** The business time zone: what day an event occurred on. */
  timeZone: string;
  rates: Rates;
}

export type Converted = { ok: true; event: SalesEvent } | { ok: false; error: EventError };

/** An event with fields by name: what a field holds follows from the type, which its schema knows. */
type Fields = Record<string, unknown>;

/** Digits enough for every product of an amount and a rate. */
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

/**
 * An event's money in the reporting currency: amounts are multiplied exactly and rounded once, to 2 digits, halves away
 * from zero (as Council Regulation (EC) No 1103/97, article 5, has it). An event without money only loses its currency.
 */
export function convertMoney(event: SalesEvent, { currency, timeZone, rates }: MoneyRules): Converted {
  if (!('currency' in event) || event.currency === undefined || event.currency === currency) return { ok: true, event };
  const { currency: from, ...rest } = event;
  const sent: Fields = rest;
  const names = moneyFields(event);
  if (names.length === 0) return { ok: true, event: rest as SalesEvent };
  const date = DateTime.fromMillis(event.occurred_at, { zone: timeZone }).toISODate() ?? '';
  const rate = rates.find(from, date);
  if (rate === undefined) {
    const message = `currency is ${from}; there is no rate of ${date} or before to convert it to ${currency}.`;
    return { ok: false, error: { code: 'currency_not_convertible', path: 'currency', message } };
  }
  const converted = Object.fromEntries(names.map((name) => [name, convertField(sent[name], rate)]));
  const shape: Readonly<Record<string, z.ZodType>> = eventTypes[event.type].shape;
  const tooLarge = names.find((name) => !shape[name]?.safeParse(converted[name]).success);
  if (tooLarge !== undefined) {
    const message = `${tooLarge} is too large in ${currency}.`;
    return { ok: false, error: { code: 'out_of_range', path: tooLarge, message } };
  }
  return { ok: true, event: { ...rest, ...converted, currency } as SalesEvent };
}

function moneyFields(event: SalesEvent): string[] {
  const fields: Fields = event;
  const names = ['amount', 'mrr', 'items', ...(event.type === 'target.set' ? ['value'] : [])];
  return names.filter((name) => fields[name] !== undefined && fields[name] !== null);
}

function convertField(value: unknown, rate: string): unknown {
  if (!Array.isArray(value)) return convert(value as string, rate);
  return (value as { amount: string }[]).map((item) => ({ ...item, amount: convert(item.amount, rate) }));
}

function convert(amount: string, rate: string): string {
  return canonicalDecimal(new Exact(amount).times(rate).toDecimalPlaces(2).toFixed()) ?? amount;
}
