/** A JSON text read, or why it cannot be. */
export type DecodedJson = { ok: true; value: unknown } | UnreadableJson;

export interface UnreadableJson {
  ok: false;
  code: 'invalid_json' | 'invalid_utf8';
  message: string;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a JSON text in UTF-8 (a byte order mark is passed over). The message never repeats what was sent. */
export function decodeJson(bytes: Buffer): DecodedJson {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { ok: false, code: 'invalid_utf8', message: 'The text is not valid UTF-8.' };
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    // The engine's own message quotes the text: only the position is taken from it, where it has one.
    const position = /^[^"]* in JSON( at position \d+)/.exec(String(error))?.[1] ?? '';
    return { ok: false, code: 'invalid_json', message: `The text is not valid JSON${position}.` };
  }
}
