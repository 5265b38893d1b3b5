import { createHash } from 'node:crypto';
import { ENTITIES } from '../state/entities';
import { VIEWS } from '../state/views';
import { BASE_TABLES } from './tables';

/** One step of the schema, applied once and never changed afterwards. */
export interface Migration {
  version: number;
  name: string;
  statements: readonly string[];
}

/** Every step, forward only. */
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    name: 'events and the state that follows from them',
    statements: [...BASE_TABLES, ...ENTITIES.flatMap((entity) => entity.schema), ...VIEWS],
  },
];

/** The schema that this program reads and writes. */
export const SCHEMA_VERSION = Math.max(...MIGRATIONS.map(({ version }) => version));

/** Tells whether a step is still the one that was applied. */
export function checksum(migration: Migration): string {
  return createHash('sha256').update(migration.statements.join('\n;\n')).digest('hex');
}
