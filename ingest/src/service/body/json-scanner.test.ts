import fc from 'fast-check';
import { JsonScanError, JsonScanner, type JsonLimits } from './json-scanner';

const LIMITS: JsonLimits = { depth: 8, items: 1000, itemBytes: 100_000, itemValues: 1000 };

/** The items of a text that comes in pieces of so many bytes, or the code of the error. */
function scan(
  text: string | Buffer,
  pieceBytes = 7,
  limits: Partial<JsonLimits> = {},
  split = true,
): string[] | string {
  const scanner = new JsonScanner({ ...LIMITS, ...limits }, split);
  const bytes = Buffer.from(text);
  try {
    for (let at = 0; at < bytes.length; at += pieceBytes) scanner.push(bytes.subarray(at, at + pieceBytes));
    scanner.end();
  } catch (error) {
    if (error instanceof JsonScanError) return error.code;
    throw error;
  }
  return [...scanner.items()].map(String);
}

function parse(text: string): unknown {
  try {
    return [JSON.parse(text) as unknown];
  } catch {
    return 'invalid_json';
  }
}

describe('items', () => {
  test('are the elements of an array, whatever the pieces in which it comes', () => {
    const text = '\uFEFF [ {"a":[1,"é\\u00e9]}"]} , -1.5e+3,null,\n"[,]" ,[],{} ] ';
    const items = ['{"a":[1,"é\\u00e9]}"]}', '-1.5e+3', 'null', '"[,]"', '[]', '{}'];
    for (let pieceBytes = 1; pieceBytes < 60; pieceBytes++) expect(scan(text, pieceBytes)).toEqual(items);
  });

  test('another text is one item, and so is an array that is not split', () => {
    expect(scan(' {"a":[1]} ')).toEqual(['{"a":[1]}']);
    expect(scan('7')).toEqual(['7']);
    expect(scan('[1,2]', 7, {}, false)).toEqual(['[1,2]']);
    expect(scan(' [ ] ')).toEqual([]);
  });
});

test('a text is taken if and only if JSON.parse takes it', () => {
  const alphabet = [
    ...'{}[]:,"\\/-+.eE0123 \t\n\u0000\u001f\u007fbfnrtu',
    'true',
    'false',
    'null',
    '"a":',
    '\\u00e9',
    'é',
  ];
  const soup = fc.array(fc.constantFrom(...alphabet), { maxLength: 12 }).map((parts) => parts.join(''));
  const json = fc.json({ maxDepth: 3 });
  const damaged = fc.tuple(json, fc.nat(), fc.constantFrom('', ...alphabet)).map(([text, place, part]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + part + text.slice(at + 1);
  });
  const check = fc.property(fc.oneof(soup, json, damaged), fc.integer({ min: 1, max: 20 }), (text, pieceBytes) => {
    const items = scan(text, pieceBytes, {}, false);
    expect(typeof items === 'string' ? items : [JSON.parse(items[0] ?? '') as unknown]).toEqual(parse(text));
  });
  fc.assert(check, { numRuns: 5000 });
});

describe('limits', () => {
  const [open, close] = ['['.repeat(9), ']'.repeat(9)];
  test.each([
    ['json_too_deep', open + close, {}],
    ['json_too_deep', open, {}],
    ['too_many_items', '[1,2,3]', { items: 2 }],
    ['too_many_items', '[1,2,', { items: 1 }],
    ['too_many_values', '[[1,2],{"a":1,"b":[]}]', { itemValues: 2 }],
    ['too_many_values', '{"a":1,"b":2', { itemValues: 2 }],
    ['item_too_large', '[1,"123456789"]', { itemBytes: 10 }],
    ['item_too_large', '{"a":"1234567', { itemBytes: 10 }],
    ['item_too_large', '1'.repeat(11), { itemBytes: 10 }],
    ['invalid_utf8', Buffer.from('"\xff"', 'latin1'), {}],
    ['invalid_utf8', Buffer.from('\uFEFF{}', 'utf16le'), {}],
    ['invalid_json', 'é', {}],
  ])('%s', (code, text, limits) => {
    expect(scan(text, 3, limits)).toBe(code);
  });

  test('what lies on them is taken', () => {
    const limits = { depth: 3, items: 2, itemValues: 3, itemBytes: 9 };
    expect(scan('[{"a":[1]},[[]]]', 5, limits)).toEqual(['{"a":[1]}', '[[]]']);
  });

  test('a long text that comes in the smallest pieces costs linear time', () => {
    const began = performance.now();
    expect(scan(`["${'x'.repeat(99_000)}"]`, 1)).toHaveLength(1);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
