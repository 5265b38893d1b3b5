import type { MappingDefinition } from './mapping-schema';
import type { EncodingName } from './table/encodings';
import type { TableOptions } from './table/read-table';

/**
 * How the mapping says that its table is written; what it does not say is found by the file.
 * @param given is taken before the encoding of the mapping
 */
export function tableOptions(
  { encoding, delimiter, sheet, numbers }: MappingDefinition,
  given?: EncodingName,
): TableOptions {
  return { encoding: given ?? encoding, delimiter, sheet, decimal: numbers.decimal };
}
