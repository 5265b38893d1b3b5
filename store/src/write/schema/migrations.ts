import { createHash } from 'node:crypto';
import { logEvents } from '../state/derive';
import { ENTITIES, VIEWED_THINGS } from '../state/entities';
import { OPEN_OPPORTUNITIES } from '../state/opportunity-tables';
import { FIRST_VIEWS, LOG_VIEWS } from '../state/views';
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
    statements: [...BASE_TABLES, ...ENTITIES.flatMap((entity) => entity.schema), ...FIRST_VIEWS],
  },
  {
    version: 2,
    name: 'rosters, targets and account managers from the events that are kept together',
    statements: [logEvents(VIEWED_THINGS, '1'), ...LOG_VIEWS],
  },
  { version: 3, name: 'open opportunities by themselves', statements: OPEN_OPPORTUNITIES },
];

/** The schema that this program reads and writes. */
export const SCHEMA_VERSION = Math.max(...MIGRATIONS.map(({ version }) => version));

/** Tells whether a step is still the one that was applied. */
export function checksum(migration: Migration): string {
  return createHash('sha256').update(migration.statements.join('\n;\n')).digest('hex');
}
