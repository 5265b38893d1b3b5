import type { Refusal } from './refusal';

/** The currency that an amount's own sign or code says, and what the amount is called in a refusal. */
export interface SignedAmount {
  currency: string;
  place: string;
}

/**
 * The currency of a row's money: what its field says, else what the signs and codes beside its amounts say.
 * @returns undefined where nothing says so, or the refusal of a row that says two
 */
export function currencyOfRow(stated: unknown, amounts: readonly SignedAmount[]): string | undefined | Refusal {
  const all =
    typeof stated === 'string'
      ? [stated, ...amounts.map(({ currency }) => currency)]
      : amounts.map((one) => one.currency);
  const [first, ...others] = all;
  const other = others.find((currency) => currency !== first);
  if (first === undefined || other === undefined) return first;
  const place = amounts.find(({ currency }) => currency === other)?.place ?? '';
  const reason = `${place}: the row says ${first} and ${other}, which cannot both be its currency.`;
  return { code: 'contradicting_currency', place, reason };
}
