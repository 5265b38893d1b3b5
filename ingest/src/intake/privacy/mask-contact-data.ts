const MASKED_EMAIL = '[email]';
const MASKED_PHONE = '[phone]';

/** `%40` stands for @ in the query of an address. Begins only where a word begins, so that long texts cost linear time. */
const EMAIL = /(?<![\p{L}\p{N}.%+'_-])[\p{L}\p{N}.%+'_-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/** Dates and times look like phone numbers and are none: they are matched first, and kept. */
const DATE_OR_TIME =
  /\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[+-]\d{2}:?\d{2})?)?|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{1,2}:\d{2}(?::\d{2})?/u;
/** Seven to fifteen digits, in groups of any size. */
const DIGIT_GROUPS = /(?:\+|%2B)?\(?\d(?:(?:%20|[\s()./\u2010-\u2015-]){0,3}\d){6,14}/iu;
const DATE_OR_PHONE = new RegExp(
  `(?<![\\w.,-])(?:(?<date>${DATE_OR_TIME.source})|${DIGIT_GROUPS.source})(?!\\w|-\\w)`,
  'giu',
);

/**
 * The text with its e-mail addresses and phone numbers replaced by `[email]` and `[phone]`. For free text: where in
 * doubt, a long number counts as a phone number. A text that is nothing but a number is kept unless it begins as one.
 */
export function maskContactData(text: string): string {
  return maskEmailAddresses(text).replace(DATE_OR_PHONE, (found, date: string | undefined) =>
    date === undefined && isPhoneNumber(found, text) ? MASKED_PHONE : found,
  );
}

/** The text with its e-mail addresses replaced: for identifiers, in which a long number is no phone number. */
export function maskEmailAddresses(text: string): string {
  return text.replace(EMAIL, MASKED_EMAIL);
}

function isPhoneNumber(found: string, text: string): boolean {
  if (/^0\.\d+$/.test(found)) return false;
  if (/^(?:\+|%2B|\(|0)/i.test(found)) return true;
  const standsAlone = found === text && /^\d+(?:\.\d+)?$/.test(found);
  return !standsAlone && found.replace(/%20|\D/g, '').length >= 9;
}
