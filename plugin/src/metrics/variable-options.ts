import type { ComboboxOption } from '@grafana/ui';
import { strings } from '../strings';

/** A dashboard's variables as choices beside the fixed ones. */
export function variableOptions(names: readonly string[]): ComboboxOption[] {
  return names.map((name) => ({ value: `$${name}`, label: `$${name}`, group: strings.dashboardVariables }));
}
