import type { SalesEvent } from '@saleshub/model';
import { maskContactData, maskEmailAddresses } from './mask-contact-data';

/** What identifies a person: replaced as a whole. */
const IDENTIFIERS = ['contact', 'visitor'] as const;
/** What people write. */
const TEXTS = ['comment', 'note', 'reason', 'loss_reason', 'title'] as const;
const ADDRESSES = ['page', 'referrer'] as const;

const PROTECTED: readonly (readonly [field: string, protect: (value: string, hash: Hash) => string])[] = [
  ...IDENTIFIERS.map((field) => [field, (value: string, hash: Hash) => hash(value)] as const),
  ...TEXTS.map((field) => [field, maskContactData] as const),
  ...ADDRESSES.map((field) => [field, maskAddress] as const),
];

type Hash = (value: string) => string;

/** The event without contact data: identifiers hashed, e-mail addresses and phone numbers in texts masked. */
export function protectEvent(event: SalesEvent, hash: Hash): SalesEvent {
  const fields: Record<string, unknown> = { ...event };
  for (const [field, protect] of PROTECTED) {
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
