import type { Metric } from '@saleshub/model';
import { Stack, Text, type ComboboxOption } from '@grafana/ui';
import { describeMetric, metricOptions } from '../metrics/offered';
import type { Draft } from '../query/draft';
import { strings } from '../strings';
import { Choice, Choices } from './choice';

const { query: texts } = strings;
const METRICS = metricOptions();

interface MetricFieldProps {
  draft: Draft;
  /** What the metric's id stands for; absent where there is no such metric. */
  metric: Metric | undefined;
  /** Dashboard variables, offered beside the fixed choices. */
  variables: ComboboxOption[];
  onChange: (metric: string) => void;
}

/** The metric, and what it means. */
export function MetricField({ draft, metric, variables, onChange }: MetricFieldProps) {
  return (
    <Stack direction="column" gap={0.5}>
      <Choice
        label={texts.metric}
        options={[...METRICS, ...variables]}
        value={draft.metric}
        placeholder={texts.chooseMetric}
        onChange={onChange}
        width={40}
      />
      {metric && (
        <Stack direction="column" gap={0}>
          <Text variant="bodySmall">{metric.definition}</Text>
          <Text variant="bodySmall" color="secondary">
            {describeMetric(metric)}
          </Text>
        </Stack>
      )}
    </Stack>
  );
}

interface MetricsFieldProps {
  draft: Draft;
  variables: ComboboxOption[];
  onChange: (metrics: string[]) => void;
}

/** Several metrics, in the order in which they were chosen. */
export function MetricsField({ draft, variables, onChange }: MetricsFieldProps) {
  return (
    <Choices
      label={texts.metrics}
      options={[...METRICS, ...variables]}
      values={draft.metrics}
      placeholder={texts.chooseMetrics}
      onChange={onChange}
      width={80}
    />
  );
}
