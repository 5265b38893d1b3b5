import { WEEK_STARTS, isTimeZone } from '@saleshub/model';
import { Combobox, Field } from '@grafana/ui';
import { useId } from 'react';
import { whenChosen } from '../editor/when-chosen';
import { TIME_ZONE_OPTIONS } from '../metrics/calendar-options';
import { optionsOf } from '../metrics/offered';
import { strings } from '../strings';
import type { SaleshubOptions } from '../types';
import type { ConfigEditorProps } from './config-editor';
import { WIDTH } from './width';

const { config: texts } = strings;
const WEEK_START_OPTIONS = optionsOf(WEEK_STARTS, texts.weekStarts);

/** When a business day and week begin; empty fields leave it to the hub. */
export function CalendarFields({ options, onOptionsChange }: ConfigEditorProps) {
  const [timeZoneId, weekStartId] = [useId(), useId()];
  const { timeZone = '', weekStart } = options.jsonData;
  const set = (change: SaleshubOptions) =>
    onOptionsChange({ ...options, jsonData: { ...options.jsonData, ...change } });
  const shared = { disabled: options.readOnly, placeholder: texts.asTheHub, width: WIDTH } as const;
  const invalid = timeZone !== '' && !isTimeZone(timeZone);
  return (
    <>
      <Field
        label={texts.timeZone}
        description={texts.timeZoneHelp}
        htmlFor={timeZoneId}
        invalid={invalid}
        error={texts.timeZoneInvalid}
      >
        <Combobox
          {...shared}
          isClearable
          id={timeZoneId}
          options={TIME_ZONE_OPTIONS}
          value={timeZone || null}
          // Browsers list some zones by an older name only; any name that is a zone's will do.
          createCustomValue
          onChange={whenChosen(
            (timeZone) => set({ timeZone }),
            () => set({ timeZone: undefined }),
          )}
        />
      </Field>
      <Field label={texts.weekStart} htmlFor={weekStartId}>
        <Combobox
          {...shared}
          isClearable
          id={weekStartId}
          options={WEEK_START_OPTIONS}
          value={weekStart ?? null}
          onChange={whenChosen(
            (weekStart) => set({ weekStart }),
            () => set({ weekStart: undefined }),
          )}
        />
      </Field>
    </>
  );
}
