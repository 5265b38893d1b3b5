import type { ClickHouseClient } from '@clickhouse/client';
import {
  findOccurrences,
  occursInText,
  REFUSED_COLUMNS,
  valuesOf,
  WRITTEN_COLUMNS,
  type Occurrence,
} from './find-occurrences';
import { addTo, countRows, removeRows, updateRows, type Rows } from './mutate';
import { EVENT_TABLES, finishRemovals, nextRemoval, noteRecords, removeEvents } from './remove-events';
import { readStoredTables, type StoredTables } from './stored-columns';
import { eventsOf, NAMING_COLUMNS, rowsNaming, wordPattern, type Subject } from './subject';

export interface EraseReport {
  /** How many rows each table has lost. */
  removed: ReadonlyMap<string, number>;
  /** In how many rows of each table the subject was taken out of what stays. */
  changed: ReadonlyMap<string, number>;
  /** Where the subject still stands, after looking everywhere. */
  remaining: Occurrence[];
}

/** The tables that hold events themselves, or the work that is under way. */
const OTHERS: readonly string[] = [...EVENT_TABLES, 'rejected_events', 'removals'];
/** A word beside another one is found in the next pass. */
const PASSES = 3;

/** How many events would be removed. */
export async function countErased(client: ClickHouseClient, subject: Subject): Promise<number> {
  return countRows(client, 'events', eventsOf(subject));
}

/** Removes a person or an account from the whole store, then looks for what is left. */
export async function eraseSubject(client: ClickHouseClient, database: string, subject: Subject): Promise<EraseReport> {
  await finishRemovals(client, database);
  const removal = nextRemoval();
  const { condition, parameters } = eventsOf(subject);
  // Listed first: while they are being removed, what the condition asks for changes.
  await client.command({
    query: `INSERT INTO removals (removal, what, hash) SELECT DISTINCT {removal:UInt64}, 'event', id_hash FROM events WHERE ${condition}`,
    query_params: { ...parameters, removal },
  });
  const events: Rows = {
    condition: "id_hash IN (SELECT hash FROM removals WHERE removal = {removal:UInt64} AND what = 'event')",
    parameters: { removal },
  };
  const changed = await clearNames(client, removal, subject, events);
  const removed = await removeEvents(client, database, removal, events);
  const tables = await readStoredTables(client, database);
  addTo(removed, 'rejected_events', await removeRows(client, 'rejected_events', refusedWith(subject)));
  for (const [table, columns] of tables) {
    const naming = NAMING_COLUMNS[subject.kind].filter((column) => columns.has(column));
    if (naming.length === 0 || OTHERS.includes(table)) continue;
    addTo(removed, table, await removeRows(client, table, rowsNaming(subject, naming)));
  }
  await maskTexts(client, tables, subject, changed);
  return { removed, changed, remaining: await findOccurrences(client, tables, subject) };
}

/** Takes the subject's name out of the events that stay. */
async function clearNames(
  client: ClickHouseClient,
  removal: bigint,
  subject: Subject,
  removed: Rows,
): Promise<Map<string, number>> {
  const changed = new Map<string, number>();
  const columns = NAMING_COLUMNS[subject.kind];
  const naming = rowsNaming(subject, columns);
  await noteRecords(client, removal, naming);
  const kept: Rows = {
    condition: `${naming.condition} AND NOT (${removed.condition})`,
    parameters: { ...naming.parameters, ...removed.parameters },
  };
  const cleared = columns.map((column) => `${column} = if(${column} IN {values:Array(String)}, '', ${column})`);
  for (const table of EVENT_TABLES) addTo(changed, table, await updateRows(client, table, kept, cleared.join(', ')));
  return changed;
}

/** Puts [erased] where a text that stays names the subject. */
async function maskTexts(
  client: ClickHouseClient,
  tables: StoredTables,
  subject: Subject,
  changed: Map<string, number>,
): Promise<void> {
  const pattern = wordPattern(subject);
  if (pattern === undefined) return;
  const parameters = { pattern };
  for (const [table, columns] of tables) {
    for (const column of WRITTEN_COLUMNS.filter((name) => columns.has(name))) {
      const naming: Rows = { condition: `match(${column}, {pattern:String})`, parameters };
      const masked = `${column} = replaceRegexpAll(${column}, {pattern:String}, '\\\\1[erased]\\\\2')`;
      for (let pass = 0; pass < PASSES; pass++) {
        const rows = await updateRows(client, table, naming, masked);
        if (rows === 0) break;
        if (pass === 0) addTo(changed, table, rows);
      }
    }
  }
}

/** The refused events that name the subject anywhere in what was sent. */
function refusedWith(subject: Subject): Rows {
  const pattern = wordPattern(subject);
  const condition = REFUSED_COLUMNS.map((column) => occursInText(column, pattern)).join(' OR ');
  return { condition, parameters: { ...valuesOf(subject), pattern: pattern ?? '' } };
}
