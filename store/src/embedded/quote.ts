/** A value as a string literal of SQL. */
export function quoteText(value: string): string {
  return `'${escapeQuoted(value, "'")}'`;
}

/** A name as SQL quotes it. */
export function quoteName(name: string): string {
  return `\`${escapeQuoted(name, '`')}\``;
}

function escapeQuoted(value: string, quote: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`).replaceAll('\0', '\\0');
}
