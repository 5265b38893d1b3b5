/** How a table writes numbers. */
export interface NumberFormat {
  decimal: '.' | ',';
  thousands?: '.' | ',' | ' ' | "'" | undefined;
}

/** What stands for each separator: a space may be a narrow or a no-break one, an apostrophe a typographic one. */
const SEPARATORS = { '.': '\\.', ',': ',', ' ': '[ \\u00a0\\u202f]', "'": "['\\u2019]" } as const;

/**
 * Makes a reader of numbers.
 * @returns a function that gives the number with a point and nothing else ("1.234,50" → "1234.50"), or undefined
 * where the text does not have the format. Thousands separators stand at every third digit or nowhere, so that a
 * decimal point is never taken for one.
 */
export function createNumberReader(format: NumberFormat): (text: string) => string | undefined {
  const decimal = SEPARATORS[format.decimal];
  const thousands = format.thousands === undefined ? undefined : SEPARATORS[format.thousands];
  const grouped = thousands === undefined ? '' : `\\d{1,3}(?:${thousands}\\d{3})+|`;
  const pattern = new RegExp(`^([+-]?)(${grouped}\\d+)(?:${decimal}(\\d+))?$`);
  return (text) => {
    const match = pattern.exec(text);
    if (!match) return undefined;
    const [, sign = '', whole = '', fraction] = match;
    const digits = whole.replace(/\D/g, '');
    return `${sign}${digits}${fraction === undefined ? '' : `.${fraction}`}`;
  };
}
