import { ServerError } from './server-error';

/**
 * One token of a ClickHouse statement. `word` is a keyword, bare identifier or number; `name` is a quoted identifier
 * (backticks or double quotes) with its quotes; `text` is a string literal or heredoc; `symbol` is one character.
 */
export interface Token {
  kind: 'word' | 'name' | 'text' | 'symbol';
  text: string;
  /** Offsets in the statement, in UTF-16 units: [start, end). */
  start: number;
  end: number;
}

const WORD = /[0-9A-Za-z_$]+/y;
const HEREDOC = /\$[0-9A-Za-z_]*\$/y;
const SPACE = /[\s\u200b\u2060\ufeff]+/y;
const LINE_COMMENT = /(?:--|\/\/|#[ !])[^\n]*/y;
const SYMBOL = /[!%&()*+,\-./:;<=>?@[\]^{|}~]/y;

const QUOTED: Readonly<Record<string, { kind: Token['kind']; what: string }>> = {
  "'": { kind: 'text', what: 'Single quoted string' },
  '"': { kind: 'name', what: 'Double quoted string' },
  '`': { kind: 'name', what: 'Back quoted string' },
};

/**
 * Splits a statement into tokens as ClickHouse does, leaving out white space and comments. Lazy, so that the data behind
 * an INSERT is never read as SQL. What it does not know for certain it refuses: two readings of one text are how a
 * second statement gets past a check.
 *
 * @throws ServerError 62 (SYNTAX_ERROR) on an unclosed quote or comment, or a character that has no place in SQL
 */
export function* lexSql(sql: string): Generator<Token, void, undefined> {
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(sql)?.[0];
  };
  while (at < sql.length) {
    const skipped = match(SPACE) ?? match(LINE_COMMENT);
    if (skipped !== undefined) {
      at += skipped.length;
      continue;
    }
    if (sql.startsWith('/*', at)) {
      at = endOfComment(sql, at);
      continue;
    }
    const start = at;
    const quoted = QUOTED[sql.charAt(at)];
    const heredoc = match(HEREDOC);
    let kind: Token['kind'];
    if (quoted) {
      kind = quoted.kind;
      at = endOfQuoted(sql, at, quoted.what);
    } else if (heredoc !== undefined) {
      kind = 'text';
      const close = sql.indexOf(heredoc, at + heredoc.length);
      if (close < 0) throw syntaxError(`Heredoc ${heredoc} is not closed`, at);
      at = close + heredoc.length;
    } else {
      const word = match(WORD);
      kind = word === undefined ? 'symbol' : 'word';
      const text = word ?? match(SYMBOL);
      if (text === undefined) throw syntaxError('Unrecognized token', at);
      at += text.length;
    }
    yield { kind, text: sql.slice(start, at), start, end: at };
  }
}

/** Whether the token is this bare word, in any case. */
export function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === word;
}

function endOfQuoted(sql: string, start: number, what: string): number {
  const quote = sql.charAt(start);
  for (let at = start + 1; at < sql.length; at += 1) {
    const character = sql.charAt(at);
    if (character === '\\') at += 1;
    else if (character === quote) {
      // A doubled quote stands for the quote itself.
      if (sql.charAt(at + 1) !== quote) return at + 1;
      at += 1;
    }
  }
  throw syntaxError(`${what} is not closed`, start);
}

/** ClickHouse's comments nest, as the SQL standard has it. */
function endOfComment(sql: string, start: number): number {
  let depth = 0;
  for (let at = start; at < sql.length; at += 1) {
    if (sql.startsWith('/*', at)) {
      depth += 1;
      at += 1;
    } else if (sql.startsWith('*/', at)) {
      depth -= 1;
      at += 1;
      if (depth === 0) return at + 1;
    }
  }
  throw syntaxError('Multiline comment is not closed', start);
}

function syntaxError(what: string, offset: number): ServerError {
  return new ServerError(62, 'SYNTAX_ERROR', `Syntax error: failed at position ${offset + 1}: ${what}.`);
}
