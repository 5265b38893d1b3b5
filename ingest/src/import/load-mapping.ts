import { loadYaml } from '../yaml/load-yaml';
import { checkMapping } from './check-mapping';
import { MappingError } from './mapping-error';
import { mappingSchema, type MappingDefinition } from './mapping-schema';

/** A checked mapping: how the rows of a table become events. */
export interface Mapping {
  /** The file it was read from; look-up files may stand beside it. */
  path: string;
  definition: MappingDefinition;
}

/**
 * Reads and checks a mapping file.
 * @throws MappingError for the first mistake, with its line and what may stand there
 */
export async function loadMapping(path: string): Promise<Mapping> {
  const file = { what: 'the mapping', schema: mappingSchema, check: checkMapping, Mistake: MappingError };
  return { path, definition: await loadYaml(path, file) };
}
