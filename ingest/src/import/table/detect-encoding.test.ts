import { join } from 'node:path';
import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { withFolder } from '../../testing/with-folder';
import { chooseReading } from './choose-reading';
import { decodeLoosely } from './decode-text';
import { detectEncoding } from './detect-encoding';
import type { EncodingName } from './encodings';

const detect = (bytes: Buffer, given?: EncodingName) =>
  withFolder({ 'table.csv': bytes }, (folder) => detectEncoding(join(folder, 'table.csv'), given));

const KOREAN = 'Id,Account,Owner,Amount\r\nK1,서울전자,김영업,1200000\r\n';
const GERMAN = 'Nr;Kunde;Ort\r\n1;Müller GmbH;München\r\n2;Jäger & Söhne;Köln\r\n3;Groß AG;Düsseldorf\r\n';
const JAPANESE = '番号,顧客,担当\r\n1,東京電機株式会社,田中\r\n2,カタカナ工業,さとう\r\n3,大阪商事,鈴木一郎\r\n';
const RUSSIAN = 'Номер;Клиент\r\n1;Газпром нефть\r\n2;ООО «Ромашка»\r\n3;Северсталь\r\n';

it.each<[string, EncodingName, string]>([
  ['Korean', 'cp949', KOREAN],
  ['one Korean word', 'cp949', 'Id,Account\n1,서울전자\n'],
  ['Korean with signs', 'cp949', '번호,고객\r\n1,㈜대한물산\r\n2,삼성SDS\r\n3,한국상사·서울\r\n'],
  ['Japanese', 'shift_jis', JAPANESE],
  ['Japanese without kana', 'shift_jis', 'Id,Account\r\n1,東京電機\r\n2,大阪商事\r\n3,田中\r\n'],
  ['half-width Japanese', 'shift_jis', 'Id,Account\r\n1,ｶﾀｶﾅ ｼﾖｳｼﾞ\r\n'],
  ['Japanese of Unix', 'euc-jp', JAPANESE],
  ['simplified Chinese', 'gb18030', '编号,客户\r\n1,北京电子有限公司\r\n2,上海贸易\r\n'],
  ['traditional Chinese', 'big5', '編號,客戶\r\n1,台北電子公司\r\n'],
  ['German', 'windows-1252', GERMAN],
  ['one German word', 'windows-1252', 'deal,customer\n1,Müller\n'],
  ['French', 'windows-1252', 'N°;Client;État\r\n1;Société Générale;gagné\r\n2;Crème & Forêt;signé à Besançon\r\n'],
  ['Spanish', 'windows-1252', 'Id;Cuenta\r\n1;Compañía Española\r\n2;Peñíscola, Málaga\r\n'],
  ['Danish', 'windows-1252', 'Id;Kunde\r\n1;Ørsted\r\n2;Mærsk\r\n3;Århus\r\n4;Sørensen & Kjær\r\n5;Næstved Øl\r\n'],
  ['prices in euros', 'windows-1252', 'Id;Amount\r\n1;1200 €\r\n'],
  ['spaces of thousands', 'windows-1252', 'Id;Amount\r\n1;1\u00a0200,50\r\n'],
  ['Russian', 'windows-1251', RUSSIAN],
  ['one Russian word', 'windows-1251', 'Id;Client\r\n1;Ромашка\r\n'],
  ['Polish', 'windows-1250', 'Nr;Klient\r\n1;Żabka Polska\r\n2;Spółka Łódzka\r\n3;Zakłady Mięsne Dębica\r\n'],
  ['one Polish word', 'windows-1250', 'Id;Klient\r\n1;Łódź\r\n'],
  ['Czech', 'windows-1250', 'Id;Klient\r\n1;Plzeňský Prazdroj\r\n2;Škoda, Mladá Boleslav\r\n3;České dráhy\r\n'],
  ['Greek', 'windows-1253', 'Id;Πελάτης\r\n1;Αθήνα\r\n2;Θεσσαλονίκη\r\n'],
  ['Hebrew', 'windows-1255', 'Id;לקוח\r\n1;תל אביב\r\n2;חברת החשמל\r\n'],
  ['Turkish', 'windows-1254', 'Id;Müşteri\r\n1;İstanbul Şirketi\r\n2;Doğuş Çağrı\r\n'],
  ['Arabic', 'windows-1256', 'Id;عميل\r\n1;شركة الرياض\r\n2;القاهرة\r\n'],
  ['Lithuanian', 'windows-1257', 'Id;Klientas\r\n1;Šiaulių bankas\r\n2;Vilniaus įmonė\r\n'],
  ['German of an old Mac', 'macintosh', GERMAN.replaceAll('\r\n', '\r')],
  ['UTF-16 without a mark', 'utf-16le', KOREAN],
  ['UTF-16 of the other byte order', 'utf-16be', '번호,고객\n1,서울전자\n'],
  ['ASCII', 'utf-8', 'Id,Account\n1,A\n'],
  ['an empty file', 'utf-8', ''],
])('recognizes %s', async (_name, encoding, text) => {
  expect(await detect(iconv.encode(text, encoding))).toBe(encoding);
});

const NAMES: readonly (readonly [EncodingName, string])[] = [
  ['windows-1252', 'Müller GmbH|München|Jäger & Söhne|Köln|Groß AG|Düsseldorf|Bäckerei|Größe|Schröder|Weiß|Würth'],
  ['windows-1252', 'Société Générale|Crème|Forêt|Hôtel Élysée|Besançon|Crédit Agricole|Hermès|gagné|Pêche|Château'],
  ['windows-1252', 'España|Muñoz|Córdoba|Málaga|Compañía|Telefónica|Peña|Ibáñez|Gómez|Martínez|León|Señor'],
  ['windows-1252', 'Ørsted|Mærsk|Århus|Sørensen|Kjær|Åkerlund|Malmö|Fjällräven|Citroën|Genève|Zürich|São Paulo|Côte'],
  ['windows-1250', 'Żabka|Łódź|Poznań|Spółka|Dębica|Częstochowa|Gdańsk|Kraków|Piątek|Wiśniewski|Müller|Köln'],
  ['windows-1250', 'Plzeňský|Škoda|České dráhy|Řízení|Střední|Žďár|Dvořák|Jiří Černý|Děčín|Příbram|Ústí nad Labem'],
  ['windows-1250', 'Győri Keksz|Árvíztűrő|Kőbányai Sör|Hőerőmű|Kovács Zsófia|Tóth Ágnes|Szűcs|Főváros|Gyógyszergyár'],
  ['windows-1251', 'Газпром нефть|Ромашка|Северсталь|Лукойл|Яндекс|ООО «Вектор»|Иванов|Петрова|открыта'],
  ['windows-1253', 'Αθήνα|Θεσσαλονίκη|Εθνική Τράπεζα|Παπαδόπουλος|Ελλάδα|Πειραιάς|Ιωάννα'],
  ['windows-1254', 'İstanbul|Şirketi|Doğuş|Çağrı|Türkiye İş Bankası|Yılmaz|Öztürk|Güneş|Ağaoğlu|İzmir'],
  ['windows-1255', 'תל אביב|חברת החשמל|ירושלים|לקוח|בנק לאומי|שלום כהן|חיפה'],
  ['windows-1256', 'شركة الرياض|القاهرة|عميل|محمد|بنك مصر|دبي|الإمارات'],
  ['windows-1257', 'Šiaulių bankas|Vilniaus įmonė|Žemaitijos pienas|Rūta Jankauskienė|Ąžuolas|Klaipėda|Gedvilaitė'],
  ['cp949', '서울전자|김영업|한국상사|삼성SDS|㈜대한물산|현대자동차|주식회사 카카오|이민수|수주|실패|부산'],
  ['shift_jis', '東京電機|大阪商事|田中|鈴木一郎|カタカナ工業|さとう|株式会社ソニー|受注|名古屋鉄道|ｶﾀｶﾅ'],
  ['gb18030', '北京电子有限公司|上海贸易|华为|腾讯科技|李明|深圳|客户|成交'],
  ['big5', '台北電子公司|陳大文|新竹科技|客戶|台積電|高雄'],
];

describe.each(NAMES)('%s, %s', (encoding, list) => {
  const names = list.split('|');
  const encode = (some: readonly string[]) => some.map((name) => iconv.encode(name, encoding));

  it('is recognized', () => {
    expect(chooseReading('table.csv', encode(names))).toBe(encoding);
  });

  it('is read right or refused, whichever part of it a table has', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: 1 }), (some) => {
        const bytes = encode(some);
        const found = chooseOrRefuse(bytes);
        expect(bytes.map((cell) => decodeLoosely(cell, found ?? encoding))).toEqual(some);
      }),
      { numRuns: 100 },
    );
  });
});

/** Undefined where the encoding is not certain. */
function chooseOrRefuse(cells: readonly Buffer[]): EncodingName | undefined {
  try {
    return chooseReading('table.csv', cells);
  } catch (cause) {
    expect(cause).toMatchObject({ code: 'unknown_encoding' });
    return undefined;
  }
}

it.each<[EncodingName, string]>([
  ['utf-8', 'ef bb bf'],
  ['utf-16le', 'ff fe'],
  ['utf-16be', 'fe ff'],
])('takes the byte order mark of %s, whatever is given', async (encoding, mark) => {
  const bytes = Buffer.concat([Buffer.from(mark.replaceAll(' ', ''), 'hex'), iconv.encode(KOREAN, encoding)]);
  expect(await detect(bytes)).toBe(encoding);
  expect(await detect(bytes, 'cp949')).toBe(encoding);
});

it('takes what is given where there is no mark', async () => {
  expect(await detect(iconv.encode(GERMAN, 'windows-1252'), 'windows-1250')).toBe('windows-1250');
});

it('reads the whole file before it says UTF-8', async () => {
  const ascii = 'Id;Kunde\n' + '1;A\n'.repeat(50_000);
  expect(await detect(Buffer.from(`${ascii}2;Müller\n`, 'utf8'))).toBe('utf-8');
  expect(await detect(Buffer.from(`${ascii}2;Müller\n`, 'latin1'))).toBe('windows-1252');
});

it('takes UTF-8 with a broken character for UTF-8', async () => {
  const korean = Buffer.from(KOREAN.repeat(10), 'utf8');
  expect(await detect(Buffer.concat([korean, Buffer.from('9,\xff\n', 'latin1')]))).toBe('utf-8');
});

it('does not take UTF-8 with zero bytes for UTF-16', async () => {
  expect(await detect(Buffer.from('Id,Account\n1,A\0\n2,\0B\n'))).toBe('utf-8');
});

it.each<[string, string, string, RegExp]>([
  [
    'French that may be Czech',
    'windows-1252',
    'Id;Client\n1;André\n2;René\n3;José\n4;Crème et café\n',
    /windows-1252 or windows-1254.*"Crème et café"; windows-1250: "Crčme et café"/,
  ],
  ['one Chinese name', 'gb18030', 'Id,A\n1,华为\n', /gb18030: "华为"/],
  ['an encoding that is not recognized', 'koi8-r', RUSSIAN, /not certain/],
  ['an encoding of DOS', 'cp850', GERMAN, /macintosh: "M/],
])('refuses %s and shows how it reads', async (_name, encoding, text, message) => {
  const error: unknown = await detect(iconv.encode(text, encoding)).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code: 'unknown_encoding', message: expect.stringMatching(message) as string });
  expect(error).toMatchObject({ message: expect.stringContaining('(encoding: …)') as string });
});
