import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Role = 'writer' | 'reader';

/**
 * Tables only the writer may read. The reader may see that they exist, not what they hold. Tables of `system` cannot be
 * kept from him here: the engine grants them to everybody.
 */
const PRIVATE_TABLES = ['saleshub.api_keys'];

/**
 * The engine has one user, `default`, who holds his rights through two roles alone: a session that sets its role to the
 * reader's has lost the writer's. `readonly = 1` would not do by itself: a subquery's SETTINGS clause can lift it.
 */
const USERS = `<clickhouse>
  <profiles><default></default></profiles>
  <quotas><default></default></quotas>
  <roles>
    <writer><grants><query>GRANT ALL ON *.*</query></grants></writer>
    <reader>
      <grants>
        <query>GRANT SELECT, SHOW ON *.*</query>
        ${PRIVATE_TABLES.map((table) => `<query>REVOKE SELECT ON ${table}</query>`).join('\n        ')}
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

/**
 * Writes the engine's access rights into a folder of its own.
 *
 * @returns the path of the configuration file to open the engine with
 */
export function writeAccessRights(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const users = join(folder, 'users.xml');
  const config = join(folder, 'config.xml');
  const path = escapeXml(users);
  writeFileSync(users, USERS, { mode: 0o600 });
  writeFileSync(
    config,
    `<clickhouse><user_directories><users_xml><path>${path}</path></users_xml></user_directories></clickhouse>\n`,
    { mode: 0o600 },
  );
  return config;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
