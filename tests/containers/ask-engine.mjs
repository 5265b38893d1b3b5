// Runs statements in ClickHouse's engine as one of the users of containers/clickhouse/users.xml, each in a session of its own,
// with the server's settings beside it.
// Usage: node ask-engine.mjs USER DATA_FOLDER, with a JSON array of statements on stdin; puts out, for each, its error's code,
// or 0.
import { Buffer } from 'node:buffer';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { URL } from 'node:url';

const [user, data] = process.argv.slice(2);
const { Session } = createRequire(new URL('../../store/package.json', import.meta.url))('chdb');

/** A file of the containers' configuration of ClickHouse. */
const fileOf = (name) => new URL(`../../containers/clickhouse/${name}`, import.meta.url);

/** The engine knows one user, `default`, who here takes the place of the one who is asked for. */
function usersAsDefault() {
  const users = readFileSync(fileOf('users.xml'), 'utf8');
  const [definition] = new RegExp(`<${user}>\\s*<password[^]*?</${user}>`).exec(users);
  const asDefault = definition
    .replace(`<${user}>`, '<default>')
    .replace(`</${user}>`, '</default>')
    .replace(/<password.*>/, '<no_password />');
  return users
    .replace('<default remove="remove" />', asDefault)
    .replace('<profiles>', '<profiles><default></default>')
    .replace('<users>', '<quotas><default></default></quotas><users>');
}

const folder = mkdtempSync(join(data, 'configuration-'));
const config = join(folder, 'config.xml');
writeFileSync(join(folder, 'users.xml'), usersAsDefault());
writeFileSync(
  config,
  `<clickhouse>
  <user_directories><users_xml><path>${folder}/users.xml</path></users_xml></user_directories>
  <backups><allowed_path>${data}/backups</allowed_path></backups>
</clickhouse>`,
);
cpSync(fileOf('server.xml'), join(folder, 'config.d/saleshub.xml'));
const store = join(data, 'store');
// Keeps the engine up, with the configuration, while the others come and go.
const anchor = new Session(store, { connectionArgs: [`--config-file=${config}`] });
const codes = [];
for (const statement of JSON.parse(readFileSync(0, 'utf8'))) {
  const session = new Session(store);
  try {
    Buffer.from((await session.queryAsync(statement, { format: 'Null' })).bytes());
    codes.push(0);
  } catch (error) {
    codes.push(Number(/Code: (\d+)/.exec(error.message)?.[1] ?? -1));
  } finally {
    session.close();
  }
}
anchor.close();
process.stdout.write(JSON.stringify(codes));
