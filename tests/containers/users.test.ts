import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { MIGRATIONS } from '../../store/src/write/schema/migrations';

const ROOT = resolve(__dirname, '../..');
const readText = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const users = readText('containers/clickhouse/users.xml');

/** ClickHouse's codes of errors. */
const REFUSED = 497;
const READONLY = 164;
const OUT_OF_BOUNDS = 452;

describe("the rights of ClickHouse's users in containers", () => {
  let data: string;
  beforeAll(() => {
    data = mkdtempSync(join(tmpdir(), 'saleshub-users-'));
  });
  afterAll(() => {
    rmSync(data, { recursive: true });
  });

  /** Runs statements as a user; gives each with its error's code, 0 for none. */
  const ask = (user: string, statements: readonly string[]): [string, number][] => {
    const output = execFileSync(process.execPath, [join(__dirname, 'ask-engine.mjs'), user, data], {
      input: JSON.stringify(statements),
      // Its log is worth reading where it fails, and is then in the error.
      stdio: 'pipe',
      env: { ...process.env, CLICKHOUSE_WRITER_PASSWORD: 'writer', CLICKHOUSE_READER_PASSWORD: 'reader' },
    });
    const codes = z.array(z.number()).parse(JSON.parse(output.toString()));
    return statements.map((statement, index) => [statement, codes[index] ?? -1]);
  };
  const expectEach = (user: string, expected: [string, number][]) => {
    const statements = expected.map(([statement]) => statement);
    expect(ask(user, statements)).toEqual(expected);
  };

  it.each(['saleshub', 'saleshub_reader'])('are those that the documentation grants %s', (user) => {
    const section = new RegExp(`<${user}>\\s*<password[^]*?</${user}>`).exec(users)?.[0] ?? '';
    const granted = [...section.matchAll(/<query>(.*)<\/query>/g)].map(([, grant]) => grant);
    const documented = readText('docs/embedded-clickhouse.md');
    const expected = [...documented.matchAll(new RegExp(`^(GRANT .*) TO ${user};`, 'gm'))].map(([, grant]) => grant);
    expect(granted).toEqual(expected);
    expect(granted).not.toEqual([]);
  });

  it('let the writer make the schema, back it up and restore it, and nothing outside', () => {
    const steps = MIGRATIONS.flatMap(({ statements }) => statements.map((statement) => `USE saleshub; ${statement}`));
    expectEach('saleshub', [
      ['CREATE DATABASE saleshub ENGINE = Atomic', 0],
      ...steps.map((step): [string, number] => [step, 0]),
      ['INSERT INTO saleshub.commits (commit) SELECT 1', 0],
      ['OPTIMIZE TABLE saleshub.events FINAL', 0],
      ["BACKUP DATABASE saleshub TO File('backup.tar.gz')", 0],
      ['DROP DATABASE saleshub', 0],
      ["RESTORE DATABASE saleshub FROM File('backup.tar.gz')", 0],
      ['SELECT throwIf(count() = 0) FROM saleshub.commits', 0],
      ['CREATE DATABASE saleshub_rebuild ENGINE = Atomic', 0],
      ['CREATE DATABASE saleshub_dry_run ENGINE = Atomic', 0],
      ['CREATE DATABASE other ENGINE = Atomic', REFUSED],
      ["SELECT * FROM file('/etc/passwd', LineAsString)", REFUSED],
      ["SELECT * FROM url('http://127.0.0.1:1/', LineAsString)", REFUSED],
    ]);
  });

  it('let the reader read what queries name, within limits that cannot be lifted', () => {
    expectEach('saleshub_reader', [
      ['SELECT * FROM saleshub.opportunities', 0],
      ['SELECT code FROM saleshub.rejected_events', 0],
      ['SELECT body FROM saleshub.rejected_events', REFUSED],
      ['SELECT * FROM saleshub.api_keys', REFUSED],
      ['INSERT INTO saleshub.commits (commit) SELECT 1', REFUSED],
      ['CREATE TABLE saleshub.copy (a Int8) ENGINE = Memory', REFUSED],
      ["SELECT * FROM file('/etc/passwd', LineAsString)", REFUSED],
      ['SELECT 1 SETTINGS max_execution_time = 60, max_memory_usage = 4000000000, max_result_rows = 1', 0],
      ['SELECT 1 SETTINGS max_execution_time = 61', OUT_OF_BOUNDS],
      ['SELECT 1 SETTINGS max_execution_time = 0', OUT_OF_BOUNDS],
      ['SELECT 1 SETTINGS max_memory_usage = 4000000001', OUT_OF_BOUNDS],
      ['SELECT 1 SETTINGS max_memory_usage = 0', OUT_OF_BOUNDS],
      ['SELECT 1 SETTINGS readonly = 0', READONLY],
    ]);
  });
});
