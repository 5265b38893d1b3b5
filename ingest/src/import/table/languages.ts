import iconv from 'iconv-lite';

/** What a language's texts are written with, beyond ASCII. */
interface Script {
  letters: { test: (character: string) => boolean };
  /** Whether its words are mixed with those of ASCII letters. */
  besideLatin: 'within words' | 'beside capitals' | 'never';
}

const latin = (letters: string): Script => ({ letters: new RegExp(`[${letters}]`, 'iu'), besideLatin: 'within words' });
const other = (letters: string): Script => ({ letters: new RegExp(`[${letters}]`, 'iu'), besideLatin: 'never' });
const eastAsian = (test: (character: string) => boolean): Script => ({
  letters: { test },
  besideLatin: 'beside capitals',
});

type Range = readonly [first: number, last: number];

/** Makes the test for characters that an encoding has at some places: common ones, in contrast to later additions. */
function placedAt(codec: string, first: Range, second: Range): (character: string) => boolean {
  const characters = new Set<string>();
  for (let lead = first[0]; lead <= first[1]; lead++) {
    for (let trail = second[0]; trail <= second[1]; trail++) {
      characters.add(iconv.decode(Buffer.from([lead, trail]), codec));
    }
  }
  return (character) => characters.has(character);
}

/** In KS X 1001, GB 2312, Big5 and JIS X 0208. */
const isHangul = placedAt('cp949', [0xb0, 0xc8], [0xa1, 0xfe]);
const isSimplifiedHan = placedAt('gb18030', [0xb0, 0xf7], [0xa1, 0xfe]);
const isTraditionalHan = placedAt('big5', [0xa4, 0xc6], [0x40, 0xfe]);
const isJapaneseHan = placedAt('eucjp', [0xb0, 0xf4], [0xa1, 0xfe]);
const KANA = /[ぁ-ゖァ-ヺー\uff66-\uff9f々]/u;

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
  korean: eastAsian(isHangul),
  japanese: eastAsian((character) => KANA.test(character) || isJapaneseHan(character)),
  'simplified chinese': eastAsian(isSimplifiedHan),
  'traditional chinese': eastAsian(isTraditionalHan),
} as const satisfies Record<string, Script>;

export type Language = keyof typeof LANGUAGES;
