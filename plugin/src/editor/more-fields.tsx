import { OUTPUTS, WEEK_STARTS, type Metric } from '@saleshub/model';
import { Field, Stack, Switch, type ComboboxOption } from '@grafana/ui';
import { useId } from 'react';
import { TIME_ZONE_OPTIONS } from '../metrics/calendar-options';
import { hasField, optionsOf, type Offers } from '../metrics/offered';
import type { Draft, DraftChange } from '../query/draft';
import { strings } from '../strings';
import { Choice } from './choice';
import { NumberField } from './number-field';
import { Section } from './section';

const { query: texts } = strings;
const LOW_SAMPLES: ComboboxOption[] = optionsOf(['flag', 'withhold'] as const, texts.lowSamples);
const WEEKS: ComboboxOption[] = optionsOf(WEEK_STARTS, strings.config.weekStarts);
const ALL = 'all';
const NUMBERS: ComboboxOption[] = optionsOf([ALL, ...OUTPUTS] as const, texts.outputs);

interface MoreFieldsProps {
  queryType: string;
  draft: Draft;
  metric: Metric | undefined;
  offers: Offers;
  /** Dashboard variables, offered beside the fixed choices. */
  variables: ComboboxOption[];
  onChange: (change: DraftChange) => void;
}

const FIELDS = [
  'output',
  'minSample',
  'onLowSample',
  'confidence',
  'limit',
  'timeZone',
  'weekStart',
  'wholeBuckets',
  'target',
] as const;

/** What most queries leave as it is; in view where the saved query states any of it. */
export function MoreFields(props: MoreFieldsProps) {
  const { queryType, draft } = props;
  if (!FIELDS.some((field) => hasField(queryType, field))) return null;
  const isStated = FIELDS.some((field) => draft[field] !== '' && draft[field] !== undefined);
  return (
    <Section label={texts.more} isOpen={isStated}>
      <Stack direction="row" gap={1.5} wrap="wrap" alignItems="flex-start">
        <SampleFields {...props} />
        <CalendarFields {...props} />
      </Stack>
    </Section>
  );
}

/** Which numbers are answered, what becomes of those with too few observations, and how many rows there are. */
function SampleFields({ queryType, draft, metric, offers, variables, onChange }: MoreFieldsProps) {
  const offered: readonly string[] = [ALL, draft.output, ...offers.outputs];
  return (
    <>
      {hasField(queryType, 'output') && (
        <Choice
          label={texts.output}
          options={[...NUMBERS.filter(({ value }) => offered.includes(value)), ...variables]}
          value={draft.output || ALL}
          onChange={(output) => onChange({ output: output === ALL ? undefined : output })}
          width={32}
        />
      )}
      {hasField(queryType, 'target') && (
        <SwitchField
          label={texts.target}
          description={texts.targetHelp}
          value={draft.target}
          onChange={(target) => onChange({ target })}
        />
      )}
      {hasField(queryType, 'minSample') && (
        <NumberField
          label={texts.minimumSample}
          value={draft.minSample}
          minimum={0}
          usual={metric?.minimumSample}
          onChange={(minSample) => onChange({ minSample })}
        />
      )}
      {hasField(queryType, 'onLowSample') && (
        <Choice
          label={texts.onLowSample}
          options={[...LOW_SAMPLES, ...variables]}
          value={draft.onLowSample}
          placeholder={texts.onLowSampleDefault}
          onChange={(onLowSample) => onChange({ onLowSample })}
          onClear={() => onChange({ onLowSample: undefined })}
          width={24}
        />
      )}
      {hasField(queryType, 'confidence') && (
        <NumberField
          label={texts.confidence}
          value={draft.confidence}
          minimum={0.5}
          maximum={0.9999}
          usual={0.95}
          onChange={(confidence) => onChange({ confidence })}
        />
      )}
      {hasField(queryType, 'limit') && (
        <NumberField label={texts.limit} value={draft.limit} minimum={1} onChange={(limit) => onChange({ limit })} />
      )}
    </>
  );
}

interface SwitchFieldProps {
  label: string;
  description: string;
  /** Undefined is no. */
  value: true | undefined;
  onChange: (value: true | undefined) => void;
}

function SwitchField({ label, description, value, onChange }: SwitchFieldProps) {
  const id = useId();
  return (
    <Field label={label} description={description} htmlFor={id} noMargin>
      <Switch
        id={id}
        value={value ?? false}
        onChange={({ currentTarget: { checked } }) => onChange(checked || undefined)}
      />
    </Field>
  );
}

/** Where days and weeks begin, in place of the data source's own settings, and what becomes of those that are cut. */
function CalendarFields({ queryType, draft, variables, onChange }: MoreFieldsProps) {
  return (
    <>
      {hasField(queryType, 'timeZone') && (
        <Choice
          label={texts.timeZone}
          options={[...TIME_ZONE_OPTIONS, ...variables]}
          value={draft.timeZone}
          placeholder={texts.asTheDataSource}
          onChange={(timeZone) => onChange({ timeZone })}
          onClear={() => onChange({ timeZone: undefined })}
          width={28}
        />
      )}
      {hasField(queryType, 'weekStart') && (
        <Choice
          label={texts.weekStart}
          options={[...WEEKS, ...variables]}
          value={draft.weekStart}
          placeholder={texts.asTheDataSource}
          onChange={(weekStart) => onChange({ weekStart })}
          onClear={() => onChange({ weekStart: undefined })}
          width={24}
        />
      )}
      {hasField(queryType, 'wholeBuckets') && (
        <SwitchField
          label={texts.wholeBuckets}
          description={texts.wholeBucketsHelp}
          value={draft.wholeBuckets}
          onChange={(wholeBuckets) => onChange({ wholeBuckets })}
        />
      )}
    </>
  );
}
