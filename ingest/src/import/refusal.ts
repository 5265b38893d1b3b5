import type { EventErrorCode } from '@saleshub/model';

/** Why a row was refused; stable, for programs. The codes of an event's own check are passed on. */
export type RefusalCode =
  | EventErrorCode
  | 'broken_quotes'
  | 'wrong_column_count'
  | 'no_event'
  | 'unknown_value'
  | 'no_id'
  | 'no_date'
  | 'duplicate_id'
  | 'lookup_missing'
  | 'invalid_number'
  | 'contradicting_currency'
  | 'invalid_flag'
  | 'id_reused'
  | 'not_storable';

export interface Refusal {
  code: RefusalCode;
  /** Where in the mapping, such as `opportunity.won.amount`: refusals of one code and place are counted together. */
  place: string;
  /** One sentence or more for the person who corrects the table. */
  reason: string;
  /** The word that the mapping does not name: such refusals are also counted word by word. */
  word?: string;
}

/** What a step of reading a row gives: a value, or why the row is refused. */
export type Reading<Value> =
  /** `currency`: what a sign or code in the cell says of its money. */
  { ok: true; value: Value; currency?: string } | { ok: false; refusal: Refusal };

const LONGEST_QUOTATION = 80;

/** A cell as it is shown in a reason: in quotes, its line breaks visible, cut where it is long. */
export function quoteCell(text: string): string {
  return JSON.stringify(shortenCell(text));
}

/** A cell of any length, cut to what a report can show. */
export function shortenCell(text: string): string {
  return text.length > LONGEST_QUOTATION ? `${text.slice(0, LONGEST_QUOTATION)}…` : text;
}
