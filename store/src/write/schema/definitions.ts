import { ENTITIES } from '../state/entities';
import { OPEN_OPPORTUNITIES } from '../state/opportunity-tables';
import { VIEWS } from '../state/views';
import { BASE_TABLES } from './tables';

/**
 * The schema as this program reads and writes it, whole. A store gets it step by step, by the migrations; a test sees to
 * it that all steps together give the same.
 */
export const DEFINITIONS: readonly string[] = [
  ...BASE_TABLES,
  ...ENTITIES.flatMap(({ schema }) => schema),
  ...OPEN_OPPORTUNITIES,
  ...VIEWS,
];
