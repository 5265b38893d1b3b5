import type { ComboboxOption } from '@grafana/ui';

/** The time zones that the browser knows; it lists some by an older name only. */
export const TIME_ZONE_OPTIONS: ComboboxOption[] = ['UTC', ...Intl.supportedValuesOf('timeZone')].map((value) => ({
  value,
  label: value,
}));
