import { lexSql } from './sql-lexer';
import { parseStatement } from './statement';

const texts = (sql: string): string[] => [...lexSql(sql)].map(({ text }) => text);

describe('tokens', () => {
  test.each([
    ["SELECT 'it''s', 'a\\'b', '\\\\'", ['SELECT', "'it''s'", ',', "'a\\'b'", ',', "'\\\\'"]],
    ['`a``b` "c""d" `e\\`f`', ['`a``b`', '"c""d"', '`e\\`f`']],
    ['$$a;$b$$ $t$ $$ ; $t$', ['$$a;$b$$', '$t$ $$ ; $t$']],
    ['a$b$ $1', ['a$b$', '$1']],
    ['1 -- x ; \n2 // y ;\n3 # z ;\n4 #! w\n5', ['1', '2', '3', '4', '5']],
    ['1 /* a /* ; */ b */ 2', ['1', '2']],
    ['1 /*/ 2 /*/ */ */ 3', ['1', '3']],
    ['1 -- to the end', ['1']],
    ['\ufeff1\u00a0\u30002', ['1', '2']],
    ['a--b\n-c', ['a', '-', 'c']],
  ])('%p', (sql, expected) => {
    expect(texts(sql)).toEqual(expected);
  });

  test.each(["'a", '"a', '`a', "'a\\'", "'a''", '/* a', '/* /* */', '$a$ b', 'a \\G', 'a #b', '“a”', '1 − 1', 'a\0'])(
    'refuses %p',
    (sql) => {
      expect(() => texts(sql)).toThrow(expect.objectContaining({ code: 62, type: 'SYNTAX_ERROR' }) as Error);
    },
  );
});

describe('statements', () => {
  test.each([
    ['SELECT 1; ;\n', 'SELECT 1', undefined],
    ['SELECT 1 FORMAT JSON -- x', 'SELECT 1 FORMAT JSON', 'JSON'],
    ['INSERT INTO t SELECT format FROM x', 'INSERT INTO t SELECT format FROM x', 'FROM'],
    ['INSERT INTO t (a) SELECT 1 UNION ALL SELECT 2;', 'INSERT INTO t (a) SELECT 1 UNION ALL SELECT 2', undefined],
  ])('%p', (sql, expected, format) => {
    expect(parseStatement(sql)).toMatchObject({ kind: 'plain', sql: expected, format });
  });

  test.each([
    ['INSERT INTO t FORMAT CSV\n\n1', 'INSERT INTO t', '', 'CSV', '\n1'],
    ['INSERT INTO t FORMAT CSV ;', 'INSERT INTO t', '', 'CSV', ''],
    ["INSERT INTO t VALUES (1, ';')", 'INSERT INTO t', '', 'Values', " (1, ';')"],
    ['insert into t format Values (1)', 'insert into t', '', 'Values', '(1)'],
    [
      'INSERT INTO d.t (a, `values`) SETTINGS x = 1, y = 2 FORMAT TSV\n',
      'INSERT INTO d.t (a, `values`)',
      'SETTINGS x = 1, y = 2',
      'TSV',
      '',
    ],
    ['INSERT INTO t (values, format) FORMAT TSV 1', 'INSERT INTO t (values, format)', '', 'TSV', '1'],
    ['INSERT INTO t /* VALUES */ FORMAT Native\n\0"', 'INSERT INTO t /* VALUES */', '', 'Native', '\0"'],
  ])('%p', (sql, target, settings, format, data) => {
    expect(parseStatement(sql)).toEqual({ kind: 'insert', target, settings, format, data });
  });

  test.each([
    '',
    ' -- nothing',
    ';',
    'SELECT 1; SELECT 2',
    'INSERT INTO t; DROP TABLE t FORMAT CSV',
    'INSERT INTO t VALUES (1); DROP TABLE t',
    'EXPLAIN AST INSERT INTO t FORMAT CSV\n1\n\nSELECT 1',
    'WITH 1 AS x INSERT INTO t VALUES (1)',
    "INSERT INTO t SELECT * FROM `input`('a Int8') FORMAT CSV\n1\n\nSELECT 1",
  ])('refuses %p', (sql) => {
    expect(() => parseStatement(sql)).toThrow(expect.objectContaining({ code: 62 }) as Error);
  });
});
