import type { Rows } from './mutate';

/** Who or what is to be erased, as the store may hold it. */
export interface Subject {
  kind: 'contact' | 'account';
  /** What may stand in a column: hashes, and the value itself. */
  values: readonly string[];
  /** The value as people write it in a text. */
  written: string;
}

/** The columns that name the subject. */
export const NAMING_COLUMNS = {
  contact: ['contact', 'visitor'],
  account: ['account'],
} as const satisfies Record<Subject['kind'], readonly string[]>;

/** The kinds of records: the column of their id, and how the types of their own events begin. */
const RECORDS = [
  ['opportunity', 'opportunity.'],
  ['lead', 'lead.'],
  ['message', 'email.'],
  ['meeting', 'meeting.'],
  ['ticket', 'ticket.'],
  ['review', 'review.'],
  ['subscription', 'subscription.'],
  ['order', 'order.'],
] as const;

/** What is a company's, whoever was its contact: kept when a person is erased, without the person. */
const OF_COMPANIES = ['opportunity', 'subscription', 'order'];
const KEPT_PREFIXES = ['opportunity.', 'subscription.', 'order.', 'usage.', 'account.', 'target.', 'rep.'];

/** The rows that name the subject, of a table that has these columns. */
export function rowsNaming(subject: Subject, columns: readonly string[]): Rows {
  const condition = columns.map((column) => `${column} IN {values:Array(String)}`).join(' OR ');
  return { condition: `(${condition})`, parameters: { values: subject.values } };
}

/**
 * The events that go with the subject: those that name it, and all of the records that it is named in. A person's own
 * records are e-mails, leads, meetings, tickets and reviews.
 */
export function eventsOf(subject: Subject): Rows {
  const { condition: named, parameters } = rowsNaming(subject, NAMING_COLUMNS[subject.kind]);
  const person = subject.kind === 'contact';
  const records = RECORDS.filter(([column]) => !person || !OF_COMPANIES.includes(column)).map(
    ([column, prefix]) => `(namespace, \`${column}\`) IN (
  SELECT namespace, \`${column}\` FROM events WHERE startsWith(type, '${prefix}') AND ${named})`,
  );
  const kept = KEPT_PREFIXES.map((prefix) => `startsWith(type, '${prefix}')`).join(' OR ');
  const deletions = person
    ? []
    : ["startsWith(type, 'record.') AND kind = 'account' AND record IN {values:Array(String)}"];
  const all = [named, ...records, ...deletions].join('\n  OR ');
  return { condition: person ? `(${all})\n  AND NOT (${kept})` : all, parameters };
}

/** A value as a word in a text, for RE2, in any letters; undefined where it is too short to be distinctive. */
export function wordPattern({ kind, written }: Subject): string | undefined {
  if (kind === 'contact' && !(written.length > 2 && /\p{L}/u.test(written))) return undefined;
  // In a text, and in a text of JSON, which escapes some characters.
  const forms = [...new Set([written, JSON.stringify(written).slice(1, -1)])];
  const escaped = forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  return `(?i)(^|[^\\p{L}\\p{N}])(?:${escaped})($|[^\\p{L}\\p{N}])`;
}
