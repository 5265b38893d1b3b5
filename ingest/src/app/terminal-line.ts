/** Characters that move the cursor, change colours, or turn the direction of what follows. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A line for the terminal in which what a sender wrote cannot act on it: control characters, line feeds too, are shown
 * as `\u001b`.
 */
export function terminalLine(text: string): string {
  return text.replace(CONTROLS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
