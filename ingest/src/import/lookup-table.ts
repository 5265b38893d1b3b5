import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { ImportError } from './import-error';
import { lookupColumns } from './mapping-columns';
import type { MappingDefinition } from './mapping-schema';
import { tableOptions } from './table-options';
import { findColumns, type ColumnPositions } from './table-header';
import { readTable, type TableOptions } from './table/read-table';

/** A second file, in memory: the rows by their key. */
export interface LookupTable {
  file: string;
  key: string;
  columns: ColumnPositions;
  rows: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads every look-up file of a mapping, each from the first folder that has it.
 * @param beside files in whose folders it may be, such as the imported table and the mapping
 * @throws ImportError where one is missing, lacks a column or has a key twice
 */
export async function readLookups(
  mapping: MappingDefinition,
  beside: readonly string[],
): Promise<ReadonlyMap<string, LookupTable>> {
  const lookups = new Map<string, LookupTable>();
  for (const [name, { file, key, ...own }] of Object.entries(mapping.lookups)) {
    const candidates = [...new Set(beside.map((path) => resolve(dirname(path), file)))];
    const path = candidates.find((candidate) => existsSync(candidate));
    if (path === undefined) {
      const message = `The look-up file of ${name} is not there: ${candidates.join(' or ')}.`;
      throw new ImportError('lookup_not_found', message);
    }
    const options = { ...tableOptions(mapping), sheet: undefined, ...own };
    lookups.set(name, await readLookup({ path, key, columns: lookupColumns(mapping, name), options }));
  }
  return lookups;
}

async function readLookup({
  path,
  key,
  columns: needed,
  options,
}: {
  path: string;
  key: string;
  columns: readonly string[];
  options: TableOptions;
}): Promise<LookupTable> {
  const rows = new Map<string, readonly string[]>();
  const table = await readTable(path, options);
  const columns = findColumns(path, table.header, needed);
  for await (const { line, cells, refusal } of table.rows) {
    if (refusal) throw new ImportError('lookup_refused_row', `${path}, line ${line}: ${refusal.reason}`);
    const value = cells[columns.get(key) ?? -1] ?? '';
    if (rows.has(value)) {
      const message = `${path}, line ${line}: ${key} ${JSON.stringify(value)} is there twice.`;
      throw new ImportError('lookup_duplicate_key', message);
    }
    rows.set(value, cells);
  }
  return { file: basename(path), key, columns, rows };
}
