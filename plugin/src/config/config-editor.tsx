import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Alert, FieldSet } from '@grafana/ui';
import { strings } from '../strings';
import type { SaleshubOptions, SaleshubSecureOptions } from '../types';
import { CalendarFields } from './calendar-fields';
import { ConnectionFields } from './connection-fields';
import { sampleProblem } from './connection-problems';
import { NumberSetting } from './number-setting';
import { SecurityFields } from './security-fields';

export type ConfigEditorProps = DataSourcePluginOptionsEditorProps<SaleshubOptions, SaleshubSecureOptions>;

/** The settings of the data source; provisioned ones are shown and cannot be changed. */
export function ConfigEditor(props: ConfigEditorProps) {
  return (
    <>
      {props.options.readOnly && <Alert severity="info" title={strings.config.readOnly} />}
      <FieldSet label={strings.config.connection}>
        <ConnectionFields {...props} />
      </FieldSet>
      <FieldSet label={strings.config.security}>
        <SecurityFields {...props} />
      </FieldSet>
      <FieldSet label={strings.config.calendar}>
        <CalendarFields {...props} />
      </FieldSet>
      <FieldSet label={strings.config.samples}>
        <NumberSetting
          {...props}
          name="minSample"
          label={strings.config.minSample}
          description={strings.config.minSampleHelp}
          placeholder={strings.config.asTheHub}
          minimum={0}
          problem={sampleProblem(props.options.jsonData.minSample)}
        />
      </FieldSet>
    </>
  );
}
