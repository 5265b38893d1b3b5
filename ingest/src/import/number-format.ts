/** How a table writes numbers. */
export interface NumberFormat {
  decimal: '.' | ',';
  thousands?: '.' | ',' | ' ' | "'" | undefined;
}

/** What stands for each separator: a space may be a narrow or a no-break one, an apostrophe a typographic one. */
const SEPARATORS = { '.': '\\.', ',': ',', ' ': '[ \\u00a0\\u202f]', "'": "['\\u2019]" } as const;

/** Signs and words of money, with the currency that they are for where it is one alone. */
const CURRENCY_SIGNS: Readonly<Record<string, string | undefined>> = {
  ...{ '€': 'EUR', '£': 'GBP', '₩': 'KRW', '₹': 'INR', '₽': 'RUB', '₺': 'TRY', '₫': 'VND', '฿': 'THB', '₪': 'ILS' },
  ...{ 원: 'KRW', 円: 'JPY', zł: 'PLN', Kč: 'CZK', US$: 'USD', R$: 'BRL', Ft: 'HUF' },
  // Of several countries.
  ...{ $: undefined, '¥': undefined, 元: undefined, kr: undefined, 'kr.': undefined, 'Fr.': undefined },
};

/** A number as it is written in a cell. */
export interface ReadNumber {
  /** The number with a point and nothing else: "1.234,50" → "1234.50". */
  digits: string;
  /** The currency that a sign or a code beside it says; absent without one, and where it may be several. */
  currency?: string;
}

/**
 * Makes a reader of numbers. Beside the digits there may be a currency sign or code; brackets or a minus behind make a
 * number negative; 12.5 % is 0.125.
 * @returns a function that gives undefined where the text does not have the format. Thousands separators stand at every
 * third digit (or as in 12,34,567) or nowhere, so that a decimal point is never taken for one.
 */
export function createNumberReader(format: NumberFormat): (text: string) => ReadNumber | undefined {
  const decimal = SEPARATORS[format.decimal];
  const thousands = format.thousands === undefined ? undefined : SEPARATORS[format.thousands];
  const grouped = thousands === undefined ? '' : `\\d{1,3}(?:${thousands}\\d{3})+|`;
  const indian = format.thousands === ',' ? '\\d{1,2}(?:,\\d{2})*,\\d{3}|' : '';
  const pattern = new RegExp(`^(${grouped}${indian}\\d+)(?:${decimal}(\\d+))?$`);
  return (text) => {
    const { sign, rest, currency, isPercentage } = takeApart(text);
    const match = pattern.exec(rest);
    if (!match) return undefined;
    const [, whole = '', fraction] = match;
    const unsigned = `${whole.replace(/\D/g, '')}${fraction === undefined ? '' : `.${fraction}`}`;
    const digits = `${sign}${isPercentage ? hundredth(unsigned) : unsigned}`;
    return { digits, ...(currency !== undefined && { currency }) };
  };
}

/** What stands around the digits. */
function takeApart(text: string) {
  let rest = text
    .trim()
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/^\+/, '');
  let negative = false;
  let currency: string | undefined;
  let isPercentage = false;
  const take = (pattern: RegExp): string | undefined => {
    const match = pattern.exec(rest);
    if (!match) return undefined;
    rest = (rest.slice(0, match.index) + rest.slice(match.index + match[0].length)).trim();
    return match[1] ?? match[0];
  };
  const brackets = /^\((.*)\)$/s.exec(rest);
  if (brackets) {
    rest = (brackets[1] ?? '').trim();
    negative = true;
  }
  // A sign may stand on either side of the currency.
  for (let round = 0; round < 2; round++) {
    if (take(/^-\s*/) ?? take(/\s*-$/)) negative = !negative;
    const money = take(CURRENCY_BEFORE) ?? take(CURRENCY_BEHIND);
    if (money !== undefined) currency = /^[A-Z]{3}$/.test(money) ? money : CURRENCY_SIGNS[money];
  }
  if (take(/\s*%$/)) isPercentage = true;
  return { sign: negative ? '-' : '', rest, currency, isPercentage };
}

const SIGNS = Object.keys(CURRENCY_SIGNS)
  .sort((one, other) => other.length - one.length)
  .map((sign) => sign.replace(/[$.]/g, '\\$&'))
  .join('|');
const CURRENCY_BEFORE = new RegExp(`^(${SIGNS}|[A-Z]{3})[\\s\\u00a0\\u202f]*(?=[-\\d])`);
const CURRENCY_BEHIND = new RegExp(`(?<=[\\d-])[\\s\\u00a0\\u202f]*(${SIGNS}|[A-Z]{3})$`);

/** "12.5" → "0.125" */
function hundredth(digits: string): string {
  const [whole = '', fraction = ''] = digits.split('.');
  const padded = whole.padStart(3, '0');
  return `${padded.slice(0, -2)}.${padded.slice(-2)}${fraction}`;
}
