/** What a spreadsheet takes for a formula, also behind marks of ours. */
const FORMULA = /^'*[=+\-@\t\r]/;
const MARKED = /^'+[=+\-@\t\r]/;
const NEGATIVE_NUMBER = /^-\d[\d.,]*$/;

/**
 * A cell of a CSV file that a spreadsheet shows and does not compute: what could be a formula gets a `'` before it.
 * Plain negative numbers stay as they are. `unmarkCell` gives the cell back to the letter.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function markCell(text: string): string {
  return FORMULA.test(text) && !NEGATIVE_NUMBER.test(text) ? `'${text}` : text;
}

/** Takes off the mark of `markCell`. */
export function unmarkCell(text: string): string {
  return MARKED.test(text) ? text.slice(1) : text;
}
