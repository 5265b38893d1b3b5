import type { Language } from './languages';

interface Encoding {
  /** The name by which iconv-lite knows it; left out where the decoder of the platform reads it. */
  codec?: string;
  /** The languages of the files that are recognized as this encoding; a file is never taken for one without. */
  languages: readonly Language[];
}

const WESTERN = ['german', 'french', 'spanish', 'portuguese', 'italian', 'nordic', 'swedish', 'icelandic'] as const;

/** Every encoding that a table may have. The earlier one is named where a file reads the same in several. */
export const ENCODINGS = {
  'utf-8': { languages: [] },
  'utf-16le': { languages: [] },
  'utf-16be': { languages: [] },
  'windows-1252': { codec: 'windows1252', languages: WESTERN },
  'windows-1250': {
    codec: 'windows1250',
    languages: ['polish', 'czech', 'slovak', 'hungarian', 'romanian', 'croatian', 'german'],
  },
  'windows-1251': { codec: 'windows1251', languages: ['russian', 'ukrainian', 'serbian'] },
  'windows-1253': { codec: 'windows1253', languages: ['greek'] },
  'windows-1254': { codec: 'windows1254', languages: ['turkish', 'german', 'french'] },
  'windows-1255': { codec: 'windows1255', languages: ['hebrew'] },
  'windows-1256': { codec: 'windows1256', languages: ['arabic'] },
  'windows-1257': { codec: 'windows1257', languages: ['lithuanian', 'latvian', 'estonian', 'german'] },
  'windows-1258': { codec: 'windows1258', languages: ['vietnamese'] },
  cp949: { codec: 'cp949', languages: ['korean'] },
  shift_jis: { codec: 'shiftjis', languages: ['japanese'] },
  'euc-jp': { codec: 'eucjp', languages: ['japanese'] },
  gb18030: { codec: 'gb18030', languages: ['simplified chinese'] },
  big5: { codec: 'big5', languages: ['traditional chinese'] },
  macintosh: { codec: 'macintosh', languages: WESTERN },
  'koi8-r': { codec: 'koi8r', languages: [] },
  'iso-8859-2': { codec: 'iso88592', languages: [] },
  ibm850: { codec: 'cp850', languages: [] },
  ibm437: { codec: 'cp437', languages: [] },
} as const satisfies Record<string, Encoding>;

export type EncodingName = keyof typeof ENCODINGS;

export const ENCODING_NAMES = Object.keys(ENCODINGS) as [EncodingName, ...EncodingName[]];

const ALIASES: Readonly<Record<string, EncodingName>> = {
  utf8: 'utf-8',
  'euc-kr': 'cp949',
  'ks_c_5601-1987': 'cp949',
  'windows-949': 'cp949',
  'shift-jis': 'shift_jis',
  sjis: 'shift_jis',
  cp932: 'shift_jis',
  'windows-31j': 'shift_jis',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  cp936: 'gb18030',
  cp950: 'big5',
  latin1: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  latin2: 'iso-8859-2',
  macroman: 'macintosh',
  cp850: 'ibm850',
  cp437: 'ibm437',
};

/** The encoding of a name or alias in any case, such as `EUC-KR` or `cp1252`; undefined where none is known. */
export function findEncoding(name: string): EncodingName | undefined {
  const lower = name.trim().toLowerCase();
  const windows = lower.replace(/^cp(?=125\d$)/, 'windows-');
  return ALIASES[lower] ?? ENCODING_NAMES.find((known) => known === windows);
}
