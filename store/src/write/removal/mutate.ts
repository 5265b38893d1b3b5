import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { readRows } from '../../read/read-rows';

/** Rows, as a condition on columns of their table, with the values of its placeholders. */
export interface Rows {
  condition: string;
  parameters: Record<string, unknown>;
}

const countRow = z.object({ rows: z.coerce.number() });

export async function countRows(client: ClickHouseClient, table: string, rows: Rows): Promise<number> {
  return countFrom(client, `FROM \`${table}\` WHERE ${rows.condition}`, rows.parameters);
}

/** @param from the end of a statement, from FROM on */
export async function countFrom(
  client: ClickHouseClient,
  from: string,
  parameters: Record<string, unknown>,
): Promise<number> {
  const [counted] = await readRows(client, countRow, {
    query: `SELECT count() AS rows ${from}`,
    query_params: parameters,
  });
  return counted?.rows ?? 0;
}

/**
 * Removes rows for good; returns once they are gone from every part of the table.
 * @returns how many they were
 */
export async function removeRows(client: ClickHouseClient, table: string, rows: Rows): Promise<number> {
  const count = await countRows(client, table, rows);
  if (count > 0) await alter(client, `ALTER TABLE \`${table}\` DELETE WHERE ${rows.condition}`, rows.parameters);
  return count;
}

/**
 * Writes columns of some rows anew.
 * @param assignments as SQL, such as `note = ''`
 * @returns how many rows they were
 */
export async function updateRows(
  client: ClickHouseClient,
  table: string,
  rows: Rows,
  assignments: string,
): Promise<number> {
  const count = await countRows(client, table, rows);
  if (count === 0) return 0;
  await alter(client, `ALTER TABLE \`${table}\` UPDATE ${assignments} WHERE ${rows.condition}`, rows.parameters);
  return count;
}

async function alter(client: ClickHouseClient, query: string, parameters: Record<string, unknown>): Promise<void> {
  await client.command({ query, query_params: parameters, clickhouse_settings: { mutations_sync: '2' } });
}

/** Adds to a count by table. */
export function addTo(counts: Map<string, number>, table: string, rows: number): void {
  if (rows !== 0) counts.set(table, (counts.get(table) ?? 0) + rows);
}
