import type { Source } from './mapping-schema';
import { wordForm } from './words';

type MappedValue = NonNullable<Source['values']>[string];

/**
 * Makes the function that looks a cell up in the value map of a source.
 * @returns the value, null where the field stays empty, undefined where the map does not have the cell
 */
export function createValueMap({ values = {}, exact }: Source): (text: string) => MappedValue | undefined {
  const form = wordForm(exact);
  const entries = new Map(Object.entries(values).map(([word, value]) => [form(word), value]));
  return entries.size === 0 ? () => undefined : (text) => entries.get(form(text));
}
