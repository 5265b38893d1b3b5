import { SHAPES, STATISTICS, type Metric } from '@saleshub/model';
import { Stack, Text, type ComboboxOption } from '@grafana/ui';
import {
  describeMetric,
  dimensionOption,
  dimensionsOf,
  intervalsOf,
  metricOptions,
  optionsOf,
} from '../metrics/offered';
import type { Draft } from '../query/draft';
import { strings } from '../strings';
import { Choice, Choices, FewChoices } from './choice';

const { query: texts } = strings;
const METRICS = metricOptions();
const SHAPE_OPTIONS = optionsOf(SHAPES, texts.shapes);
const STATISTIC_OPTIONS: ComboboxOption[] = optionsOf(STATISTICS, texts.statistics);

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

interface ShapeFieldsProps {
  draft: Draft;
  metric: Metric;
  variables: ComboboxOption[];
  onChange: (change: { statistic?: string; shape?: string; interval?: string; groupBy?: string[] }) => void;
}

/** How the metric is cut: in time, by dimensions, and by which statistic. */
export function ShapeFields({ draft, metric, variables, onChange }: ShapeFieldsProps) {
  const { measure } = metric;
  return (
    <>
      <FewChoices
        label={texts.shape}
        options={SHAPE_OPTIONS}
        value={SHAPES.find((shape) => shape === draft.shape)}
        onChange={(shape) => onChange({ shape })}
      />
      {measure.kind === 'distribution' && (
        <Choice
          label={texts.statistic}
          options={[...STATISTIC_OPTIONS, ...variables]}
          value={draft.statistic || measure.defaultStatistic}
          onChange={(statistic) => onChange({ statistic })}
          width={20}
        />
      )}
      <Choices
        label={texts.groupBy}
        options={[...dimensionsOf(metric).map(dimensionOption), ...variables]}
        values={draft.groupBy}
        placeholder={texts.noSplit}
        onChange={(groupBy) => onChange({ groupBy })}
        width={40}
      />
      {draft.shape === 'time_series' && (
        <Choice
          label={texts.interval}
          options={[...intervalOptions(metric), ...variables]}
          value={draft.interval}
          onChange={(interval) => onChange({ interval })}
          width={20}
        />
      )}
    </>
  );
}

function intervalOptions(metric: Metric): ComboboxOption[] {
  return optionsOf(['auto', ...intervalsOf(metric)], texts.intervals);
}
