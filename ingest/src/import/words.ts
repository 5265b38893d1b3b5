/** Brings a word into the form in which it is compared. */
export type WordForm = (text: string) => string;

/**
 * The form in which cells are compared with the words of a mapping: blanks around a word, letter case and the ways in
 * which Unicode writes the same letter make no difference, whatever the language of the machine. `exact` compares to
 * the letter.
 */
export function wordForm(exact: true | undefined): WordForm {
  return exact ? (text) => text : foldWord;
}

/** `Ｗｏｎ `, ` WON` → `won` */
export function foldWord(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
