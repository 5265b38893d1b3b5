import { hasWords, type PlainStatement } from './statement';
import { isWord, type Token } from './sql-lexer';
import { ServerError } from './server-error';

/**
 * What the reader may begin a statement with. The engine's grants (see access-rights.ts) refuse everything that writes;
 * this list keeps out what needs no grant, such as SET ROLE, USE and KILL.
 */
const READS: ReadonlySet<string> = new Set(['SELECT', 'WITH', '(', 'EXPLAIN', 'SHOW', 'DESCRIBE', 'DESC', 'EXISTS']);

/**
 * Functions that reach files or the network without asking for a grant. Refused as a name anywhere, since a function
 * needs no parenthesis behind it: `APPLY(file)`, `arrayMap(file, …)`.
 */
const REACHING_OUT: ReadonlySet<string> = new Set(
  [
    ...['file', 'catboostEvaluate', 'hasColumnInTable', 'reverseDNSQuery'],
    ...['aiClassify', 'aiEmbed', 'aiExtract', 'aiGenerate', 'aiTranslate'],
  ].map((name) => name.toLowerCase()),
);

/** The database with the engine's own tables. */
export const SYSTEM = 'system';

/**
 * What the reader may read of it. The engine grants all of it to everybody, and in some tables stand the statements and
 * errors of others with the values in them: both roles are one user to the engine.
 */
const SYSTEM_TABLES: ReadonlySet<string> = new Set(['columns', 'databases', 'functions', 'numbers', 'one', 'tables']);

/** What the reader may have shown; a list of processes is a table of system as well. */
const SHOWN: ReadonlySet<string> = new Set(['TABLES', 'DATABASES', 'COLUMNS', 'CREATE']);

/**
 * Refuses what the reader may not ask and the engine would not refuse by itself.
 *
 * @throws ServerError 164 (READONLY) or 497 (ACCESS_DENIED), as a server answers a user with `readonly = 1`
 */
export function guardReader(statement: PlainStatement | { kind: 'insert' }): void {
  if (statement.kind === 'insert') throw readOnly('Cannot execute query in readonly mode.');
  const { tokens } = statement;
  const first = tokens[0]?.text.toUpperCase() ?? '';
  if (!READS.has(first) || hasWords(tokens, 'PARALLEL', 'WITH')) {
    throw readOnly('Cannot execute query in readonly mode.');
  }
  const shown = tokens[1]?.text.toUpperCase() ?? '';
  if (first === 'SHOW' && !SHOWN.has(shown)) throw noAccess(`SHOW ${shown}`);
  tokens.forEach((token, index) => {
    if (beginsSettings(tokens, index)) {
      throw readOnly(`Cannot modify '${tokens[index + 1]?.text ?? ''}' setting in readonly mode.`);
    }
    const name = nameOf(token)?.toLowerCase();
    if (name === undefined) return;
    if (REACHING_OUT.has(name)) throw noAccess(`the function ${name}`);
    if (name === SYSTEM && tokens[index + 1]?.text === '.') refuseSystemTable(tokens[index + 2]);
    // It could stand for any name.
    if (name === 'identifier' && tokens[index - 1]?.text === ':') throw noAccess('parameters that are identifiers');
  });
}

function refuseSystemTable(token: Token | undefined): void {
  const table = token && nameOf(token);
  if (table === undefined || !SYSTEM_TABLES.has(table)) throw noAccess(`the table ${SYSTEM}.${table ?? ''}`);
}

/** Words that may follow a column or table named settings, and that no setting is called by. */
const NO_SETTING: ReadonlySet<string> = new Set([
  ...['AND', 'AS', 'ASC', 'BETWEEN', 'DESC', 'ELSE', 'END', 'EXCEPT', 'FROM', 'GROUP', 'HAVING', 'IN', 'INTERSECT'],
  ...['IS', 'JOIN', 'LIKE', 'NOT', 'OR', 'ORDER', 'THEN', 'UNION', 'WHEN', 'WHERE'],
]);

/**
 * Whether a SETTINGS clause begins here. The engine lets one in a subquery lift `readonly` itself. Before any other word
 * a column of that name is taken for the clause, unless it is quoted or stands behind a dot.
 */
function beginsSettings(tokens: readonly Token[], index: number): boolean {
  const next = tokens[index + 1];
  if (!isWord(tokens[index], 'SETTINGS') || (next?.kind !== 'word' && next?.kind !== 'name')) return false;
  if (next.kind === 'word' && NO_SETTING.has(next.text.toUpperCase())) return false;
  // Behind `1.` a clause begins: the dot belongs to the number.
  return tokens[index - 1]?.text !== '.' || /^\d/.test(tokens[index - 2]?.text ?? '');
}

function nameOf(token: Token): string | undefined {
  if (token.kind === 'word') return token.text;
  if (token.kind !== 'name') return undefined;
  // A quoted name may spell any letter as an escape; no table or column of a reader needs that.
  if (token.text.includes('\\')) throw readOnly('A quoted name with a backslash is not allowed in readonly mode.');
  return token.text.slice(1, -1);
}

export function noAccess(what: string): ServerError {
  return new ServerError(497, 'ACCESS_DENIED', `Not enough privileges to use ${what}.`);
}

function readOnly(message: string): ServerError {
  return new ServerError(164, 'READONLY', message);
}
