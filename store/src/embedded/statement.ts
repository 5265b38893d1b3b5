import { isWord, lexSql, type Token } from './sql-lexer';
import { ServerError } from './server-error';

/** A statement that holds all it needs: a query, a definition, an INSERT … SELECT. */
export interface PlainStatement {
  kind: 'plain';
  /** Without a trailing semicolon. */
  sql: string;
  tokens: readonly Token[];
  /** The output format it names itself, if any. */
  format: string | undefined;
}

/** An INSERT whose rows come as data, behind the statement or in the request's body. */
export interface InsertStatement {
  kind: 'insert';
  /** Up to the column list: `INSERT INTO t (a, b)`. */
  target: string;
  /** `SETTINGS …`, or nothing. */
  settings: string;
  format: string;
  /** What follows the statement; never to be read as SQL. */
  data: string;
}

export type Statement = PlainStatement | InsertStatement;

/**
 * Reads the one statement of a request.
 *
 * @throws ServerError 62 when there is none, a second one, or a form that reaches into the file system
 */
export function parseStatement(sql: string): Statement {
  const tokens: Token[] = [];
  for (const token of lexSql(sql)) {
    tokens.push(token);
    if (isWord(tokens[0], 'INSERT')) {
      const insert = insertBefore(sql, tokens);
      if (insert) return insert;
    }
  }
  const statement = withoutTrailingSemicolons(tokens);
  const last = statement.at(-1);
  if (!last) throw syntaxError('The request holds no statement.');
  refuseSecondStatement(statement);
  refuseFiles(statement);
  refuseInlineData(statement);
  return { kind: 'plain', sql: sql.slice(0, last.end), tokens: statement, format: formatOf(statement) };
}

/** The INSERT that ends with the tokens read so far, if these end its SQL and begin its data. */
function insertBefore(sql: string, tokens: readonly Token[]): InsertStatement | undefined {
  const last = tokens.at(-1);
  const before = tokens.at(-2);
  if (!last || !before) return undefined;
  const isFormat = last.kind === 'word' && isWord(before, 'FORMAT');
  const isValues = !isFormat && isWord(last, 'VALUES');
  if ((!isValues && !isFormat) || depthOf(tokens) !== 0) return undefined;
  // INSERT … SELECT … FORMAT is a query whose FORMAT concerns its (empty) output.
  if (tokens.some((token) => isWord(token, 'SELECT'))) return undefined;
  refuseSecondStatement(tokens);
  refuseFiles(tokens);
  const end = isValues ? last.start : before.start;
  const settings = tokens.find((token, index) => isWord(token, 'SETTINGS') && depthOf(tokens.slice(0, index)) === 0);
  const data = sql.slice(last.end);
  if (isValues) refuseSecondStatement(withoutTrailingSemicolons([...lexSql(data)]));
  return {
    kind: 'insert',
    target: sql.slice(0, settings?.start ?? end).trimEnd(),
    settings: settings ? sql.slice(settings.start, end).trimEnd() : '',
    format: isValues ? 'Values' : last.text,
    data: isValues ? data : withoutFirstLineBreak(data),
  };
}

function refuseSecondStatement(tokens: readonly Token[]): void {
  if (tokens.some((token) => token.text === ';')) {
    throw syntaxError('Syntax error (Multi-statements are not allowed): a request holds one statement.');
  }
}

function refuseFiles(tokens: readonly Token[]): void {
  for (const [first, second] of [
    ['INTO', 'OUTFILE'],
    ['FROM', 'INFILE'],
  ] as const) {
    if (hasWords(tokens, first, second)) {
      throw new ServerError(1, 'UNSUPPORTED_METHOD', `${first} ${second} is not allowed over HTTP.`, 400);
    }
  }
}

/**
 * The engine ends inline data at a blank line and runs what follows as a further statement, without any semicolon. So no
 * INSERT with data may get through in disguise: behind EXPLAIN or WITH, or as INSERT … SELECT … FROM input(…).
 */
function refuseInlineData(tokens: readonly Token[]): void {
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    if (index > 0 && isWord(token, 'INSERT') && (next?.kind === 'word' || next?.kind === 'name')) {
      throw syntaxError('INSERT must be the first word of its statement.');
    }
    if (isWord(tokens[0], 'INSERT') && /^["`]?input["`]?$/i.test(token.text) && next?.text === '(') {
      throw syntaxError('The table function input is not supported.');
    }
  });
}

/** Whether two bare words follow each other. */
export function hasWords(tokens: readonly Token[], first: string, second: string): boolean {
  return tokens.some((token, index) => isWord(token, first) && isWord(tokens[index + 1], second));
}

function withoutTrailingSemicolons(tokens: readonly Token[]): readonly Token[] {
  let end = tokens.length;
  while (tokens[end - 1]?.text === ';') end -= 1;
  return tokens.slice(0, end);
}

/** As a server does: data begins behind the format's name, after blanks, one line break and, if there, a semicolon. */
function withoutFirstLineBreak(data: string): string {
  return data.replace(/^[ \t]*;?[ \t]*\r?\n?/, '');
}

function formatOf(tokens: readonly Token[]): string | undefined {
  for (let index = tokens.length - 1; index > 0; index -= 1) {
    const token = tokens[index];
    if (token?.kind === 'word' && isWord(tokens[index - 1], 'FORMAT')) return token.text;
  }
  return undefined;
}

function depthOf(tokens: readonly Token[]): number {
  return tokens.reduce((depth, { text }) => depth + (text === '(' ? 1 : text === ')' ? -1 : 0), 0);
}

function syntaxError(message: string): ServerError {
  return new ServerError(62, 'SYNTAX_ERROR', message);
}
