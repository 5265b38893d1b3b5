import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { READABLE_TABLES } from '../readable-tables';
import { quoteName } from './quote';

export type Role = 'writer' | 'reader';

/**
 * The engine has one user, `default`, who holds his rights through two roles alone: a session that sets its role to the
 * reader's has lost the writer's. `readonly = 1` would not do by itself: a subquery's SETTINGS clause can lift it.
 *
 * The reader is granted what he may read and nothing else, so that a table under a new name, a view or a copy is not his
 * either. Tables of `system` cannot be kept from him here, since the engine grants them to everybody: see reader-guard.ts.
 */
const usersOf = (databases: readonly string[]): string => `<clickhouse>
  <profiles><default></default></profiles>
  <quotas><default></default></quotas>
  <roles>
    <writer><grants><query>GRANT ALL ON *.*</query></grants></writer>
    <reader>
      <grants>
        ${databases
          .flatMap(readerGrants)
          .map((grant) => `<query>${escapeXml(grant)}</query>`)
          .join('\n        ')}
      </grants>
    </reader>
  </roles>
  <users>
    <default>
      <no_password></no_password>
      <networks><ip>::/0</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
      <grants><query>GRANT writer, reader</query></grants>
    </default>
  </users>
</clickhouse>
`;

/** The reader may see which tables there are, and read those that queries name. */
function readerGrants(database: string): string[] {
  const name = quoteName(database);
  const selects = [...READABLE_TABLES].map(([table, columns]) => {
    return `GRANT SELECT${columns === 'all' ? '' : `(${columns.join(', ')})`} ON ${name}.${table}`;
  });
  return [`GRANT SHOW ON ${name}.*`, ...selects];
}

/**
 * Writes the engine's access rights into a folder of its own. The engine takes them at its start and never again.
 *
 * @param store the engine's data directory, whose databases the reader may read, and one that may be made later
 * @returns the path of the configuration file to open the engine with
 */
export function writeAccessRights(folder: string, { data, database }: { data: string; database: string }): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const users = join(folder, 'users.xml');
  const config = join(folder, 'config.xml');
  const path = escapeXml(users);
  writeFileSync(users, usersOf([...new Set([...databasesIn(data), database])]), { mode: 0o600 });
  writeFileSync(
    config,
    `<clickhouse><user_directories><users_xml><path>${path}</path></users_xml></user_directories></clickhouse>\n`,
    { mode: 0o600 },
  );
  return config;
}

/** The engine keeps a database's definition in a file of its name, escaped as in a URL. */
function databasesIn(data: string): string[] {
  const folder = join(data, 'metadata');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.flatMap((name) => (name.endsWith('.sql') ? [decodeURIComponent(name.slice(0, -'.sql'.length))] : []));
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
