import type { SalesEvent } from '@saleshub/model';
import { maskContactData, maskEmailAddresses } from './mask-contact-data';

export type Hash = (value: string) => string;
type Protect = (value: string, hash: Hash) => string;

/** What identifies a person: replaced as a whole. */
export const PERSON_FIELDS: ReadonlySet<string> = new Set(['contact', 'visitor']);
/** What people write. */
const TEXTS = ['comment', 'note', 'reason', 'loss_reason', 'title'] as const;
const ADDRESSES = ['page', 'referrer'] as const;

/** How the fields that hold contact data are protected. */
export const FIELD_PROTECTION: ReadonlyMap<string, Protect> = new Map([
  ...[...PERSON_FIELDS].map((field): [string, Protect] => [field, (value, hash) => hash(value)]),
  ...TEXTS.map((field): [string, Protect] => [field, maskContactData]),
  ...ADDRESSES.map((field): [string, Protect] => [field, maskAddress]),
]);

/** The event without contact data: identifiers hashed, e-mail addresses and phone numbers in texts masked. */
export function protectEvent(event: SalesEvent, hash: Hash): SalesEvent {
  const fields: Record<string, unknown> = { ...event };
  for (const [field, protect] of FIELD_PROTECTION) {
    const value = fields[field];
    if (typeof value === 'string') fields[field] = protect(value, hash);
  }
  return fields as unknown as SalesEvent;
}

/** The path of a page may hold any number; phone numbers stand in the query, where forms put them. */
function maskAddress(address: string): string {
  const [path = '', query = ''] = address.split(/(?=[?#])(.*)/s, 2);
  return maskEmailAddresses(path) + maskContactData(query);
}
