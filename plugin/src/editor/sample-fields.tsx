import { COMPARISONS, OUTPUTS, type Metric } from '@saleshub/model';
import { optionsOf, outputsOf } from '../metrics/offered';
import type { Draft } from '../query/draft';
import { strings } from '../strings';
import { Choice } from './choice';
import { NumberField } from './number-field';

const { query: texts } = strings;
const LOW_SAMPLES = optionsOf(['flag', 'withhold'] as const, texts.lowSamples);
const COMPARED = optionsOf(COMPARISONS, texts.comparisons);
const NUMBERS = optionsOf(['all', ...OUTPUTS] as const, texts.outputs);

interface SampleFieldsProps {
  draft: Draft;
  metric: Metric | undefined;
  onChange: (change: {
    compareTo?: string | undefined;
    minSample?: number | undefined;
    onLowSample?: string | undefined;
    output?: string | undefined;
  }) => void;
}

/** What values are compared with, what becomes of those with too few observations, and which numbers are answered. */
export function SampleFields({ draft, metric, onChange }: SampleFieldsProps) {
  const offered: readonly string[] = ['all', draft.output, ...(metric ? outputsOf(metric, draft.compareTo) : [])];
  return (
    <>
      <Choice
        label={texts.compareTo}
        options={COMPARED}
        value={COMPARED.find(({ value }) => value === draft.compareTo)?.value ?? ''}
        placeholder={texts.noComparison}
        onChange={(compareTo) => onChange({ compareTo })}
        onClear={() => onChange({ compareTo: undefined })}
        width={24}
      />
      <NumberField
        label={texts.minimumSample}
        value={draft.minSample}
        minimum={0}
        usual={metric?.minimumSample}
        onChange={(minSample) => onChange({ minSample })}
      />
      <Choice
        label={texts.onLowSample}
        options={LOW_SAMPLES}
        value={LOW_SAMPLES.find(({ value }) => value === draft.onLowSample)?.value ?? ''}
        placeholder={texts.onLowSampleDefault}
        onChange={(onLowSample) => onChange({ onLowSample })}
        onClear={() => onChange({ onLowSample: undefined })}
        width={24}
      />
      <Choice
        label={texts.output}
        options={NUMBERS.filter(({ value }) => offered.includes(value))}
        value={NUMBERS.find(({ value }) => value === (draft.output || 'all'))?.value ?? ''}
        onChange={(output) => onChange({ output: output === 'all' ? undefined : output })}
        width={24}
      />
    </>
  );
}
