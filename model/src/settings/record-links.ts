import { z } from 'zod';

/** The kinds of records that have a page of their own in the tools they come from; named like the field of their id. */
export const LINKED_KINDS = ['account', 'lead', 'meeting', 'message', 'opportunity', 'review', 'ticket'] as const;
export type LinkedKind = (typeof LINKED_KINDS)[number];

/** What stands in an address for the id of a record. */
const ID = '{id}';

/** The address of a record's page, with {id} where its id belongs. */
export const pageAddress = z
  .string()
  .refine((address) => address.includes(ID) && isWebAddress(address.replaceAll(ID, '1')), {
    error: 'is not a web address with {id} in it, such as https://crm.example.com/deal/{id}',
  });

function isWebAddress(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}

/** The addresses of the pages of records, by the name of their source and their kind. */
export const recordLinks = z.record(z.string(), z.partialRecord(z.enum(LINKED_KINDS), pageAddress));
export type RecordLinks = z.output<typeof recordLinks>;

/** Whether any source has pages of a kind. */
export function hasPages(links: RecordLinks, kind: LinkedKind): boolean {
  return Object.values(links).some((ofSource) => ofSource[kind] !== undefined);
}

/** A record as an answer names it. */
export interface NamedRecord {
  kind: LinkedKind;
  /** Undefined where the answer does not say which source it comes from. */
  source: string | undefined;
  id: string;
}

/**
 * The address of a record's page in the tool that it came from; null where the plan states none. Where the source is not
 * known, the address of the one source that has pages of the kind.
 */
export function recordUrl(links: RecordLinks, { kind, source, id }: NamedRecord): string | null {
  if (id === '') return null;
  const found = source === undefined ? onlyAddress(links, kind) : links[source]?.[kind];
  return found?.replaceAll(ID, () => encodeURIComponent(id)) ?? null;
}

function onlyAddress(links: RecordLinks, kind: LinkedKind): string | undefined {
  const addresses = new Set(Object.values(links).flatMap((ofSource) => ofSource[kind] ?? []));
  return addresses.size === 1 ? [...addresses][0] : undefined;
}
