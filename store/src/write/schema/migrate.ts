import { ClickHouseError, type ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { readRows } from '../../read/read-rows';
import { StoreError } from '../store-error';
import { MIGRATIONS, checksum, type Migration } from './migrations';
import { withMigrationLock, type HeldLock } from './migration-lock';

export interface MigrationReport {
  /** The steps that this call applied. */
  applied: { version: number; name: string }[];
  /** The schema's version now. */
  version: number;
}

const LEDGER = `CREATE TABLE IF NOT EXISTS schema_migrations (
  version UInt32,
  name String,
  checksum String,
  applied_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplacingMergeTree(applied_at)
ORDER BY version`;

const appliedRow = z.object({ version: z.number(), checksum: z.string() });

/**
 * Brings the database to this program's schema: makes it where it is missing and applies the steps that it lacks, one
 * process at a time.
 * @throws StoreError `schema_changed` where an applied step is no longer the one this program has, `schema_too_new`
 * where the database was migrated by a newer program, `migration_locked` or `migration_lock_lost` where another process
 * changes the schema
 */
export async function migrate(
  client: ClickHouseClient,
  database: string,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<MigrationReport> {
  await client.command({ query: LEDGER });
  const report: MigrationReport = { applied: [], version: newestOf(migrations) };
  // Without the lock where there is nothing to do: nobody has to wait for a rebuild to begin.
  if ((await missingSteps(client, migrations)).length === 0) return report;
  return withMigrationLock(client, database, async (lock) => {
    for (const migration of await missingSteps(client, migrations)) {
      await apply(client, migration, lock);
      report.applied.push({ version: migration.version, name: migration.name });
    }
    return report;
  });
}

const newestOf = (migrations: readonly Migration[]) => Math.max(0, ...migrations.map(({ version }) => version));

async function missingSteps(client: ClickHouseClient, migrations: readonly Migration[]): Promise<Migration[]> {
  const known = await appliedChecksums(client);
  const newest = newestOf(migrations);
  for (const [version] of known) {
    if (version <= newest) continue;
    const reason = `The database has schema ${version}; this program knows up to ${newest}. Use a newer program.`;
    throw new StoreError('schema_too_new', reason);
  }
  return migrations.filter((migration) => {
    const before = known.get(migration.version);
    if (before === undefined || before === checksum(migration)) return before === undefined;
    const reason = `Step ${migration.version} of the schema is not the one that was applied to this database.`;
    throw new StoreError('schema_changed', reason);
  });
}

/** Makes the database, connected to the server's default one. Atomic by name: the embedded engine's default is not. */
export async function createDatabase(client: ClickHouseClient, database: string): Promise<void> {
  await client.command({
    query: 'CREATE DATABASE IF NOT EXISTS {database:Identifier} ENGINE = Atomic',
    query_params: { database },
  });
}

async function appliedChecksums(
  client: ClickHouseClient,
  bounds?: { abort_signal: AbortSignal },
): Promise<Map<number, string>> {
  const rows = await readRows(client, appliedRow, {
    query: 'SELECT version, checksum FROM schema_migrations FINAL ORDER BY version',
    ...bounds,
  });
  return new Map(rows.map((row) => [row.version, row.checksum]));
}

async function apply(client: ClickHouseClient, migration: Migration, lock: HeldLock): Promise<void> {
  for (const statement of migration.statements) {
    await lock.assertHeld();
    await client.command({ query: statement });
  }
  await lock.assertHeld();
  await client.command({
    query: `INSERT INTO schema_migrations (version, name, checksum)
SELECT {version:UInt32}, {name:String}, {checksum:String}`,
    query_params: { version: migration.version, name: migration.name, checksum: checksum(migration) },
  });
}

const UNKNOWN_DATABASE = '81';

/** The version of the database's schema; 0 where there is none, or no database. */
export async function readSchemaVersion(
  client: ClickHouseClient,
  database: string,
  signal?: AbortSignal,
): Promise<number> {
  const bounds = signal && { abort_signal: signal };
  try {
    const [found] = await readRows(client, z.object({ tables: z.number() }), {
      query: `SELECT count() AS tables FROM system.tables
WHERE database = {database:String} AND name = 'schema_migrations'`,
      query_params: { database },
      clickhouse_settings: { output_format_json_quote_64bit_integers: 0 },
      ...bounds,
    });
    return found?.tables === 1 ? Math.max(0, ...(await appliedChecksums(client, bounds)).keys()) : 0;
  } catch (error) {
    if (error instanceof ClickHouseError && error.code === UNKNOWN_DATABASE) return 0;
    throw error;
  }
}
