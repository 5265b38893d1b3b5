/** What a language's texts are written with, beyond ASCII. */
interface Script {
  letters: RegExp;
  /** Whether its words are mixed with those of ASCII letters. */
  besideLatin: 'within words' | 'beside capitals' | 'never';
}

const latin = (letters: string): Script => ({ letters: new RegExp(`[${letters}]`, 'iu'), besideLatin: 'within words' });
const other = (letters: string): Script => ({ letters: new RegExp(`[${letters}]`, 'iu'), besideLatin: 'never' });
const eastAsian = (letters: string): Script => ({
  letters: new RegExp(`[${letters}]`, 'u'),
  besideLatin: 'beside capitals',
});

/** The letters of each language that business names and words are made of, without rare and historical ones. */
export const LANGUAGES = {
  german: latin('äöüß'),
  french: latin('àâæçéèêëîïôœùûü'),
  spanish: latin('áéíóúüñàèòïç'),
  portuguese: latin('áâãàçéêíóôõúü'),
  italian: latin('àèéìíòóùú'),
  nordic: latin('æøåéäö'),
  swedish: latin('åäöé'),
  icelandic: latin('áéíóúýþæöð'),
  polish: latin('ąćęłńóśźż'),
  czech: latin('áčďéěíňóřšťúůýž'),
  slovak: latin('áäčďéíĺľňóôŕšťúýž'),
  hungarian: latin('áéíóöőúüű'),
  romanian: latin('ăâîşţ'),
  croatian: latin('čćđšž'),
  turkish: latin('çğıİöşüâîû'),
  lithuanian: latin('ąčęėįšųūž'),
  latvian: latin('āčēģīķļņšūž'),
  estonian: latin('äõöüšž'),
  vietnamese: latin('ăâđêôơưàáèéìíòóùúý\\u0300\\u0301\\u0303\\u0309\\u0323'),
  russian: other('а-яё'),
  ukrainian: other('а-щьюяіїєґ'),
  serbian: other('а-шђјљњћџ'),
  greek: other('α-ωάέήίόύώϊϋ'),
  hebrew: other('א-ת'),
  arabic: other('ء-غف-ي\\u064b-\\u0652پچژگ'),
  korean: eastAsian('가-힣'),
  japanese: eastAsian('ぁ-ゖァ-ヺー\\uff66-\\uff9f\\p{Script=Han}々'),
  chinese: eastAsian('\\p{Script=Han}'),
} as const satisfies Record<string, Script>;

export type Language = keyof typeof LANGUAGES;
