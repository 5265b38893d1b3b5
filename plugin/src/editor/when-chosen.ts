import type { ComboboxOption } from '@grafana/ui';

/**
 * What a Combobox calls when something is chosen. It also calls, with undefined, when Enter is pressed and no option
 * matches what was typed: then nothing has been chosen. Null is a choice that was cleared.
 */
export function whenChosen<Value extends string>(choose: (value: Value) => void, clear?: () => void) {
  return (option: ComboboxOption<Value> | null | undefined): void => {
    if (option) choose(option.value);
    else if (option === null) clear?.();
  };
}
