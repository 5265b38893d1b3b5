import { COMPARISONS, SHAPES, STATISTICS, type Metric } from '@saleshub/model';
import type { ComboboxOption } from '@grafana/ui';
import { dimensionOption, hasField, optionsOf, type Offers } from '../metrics/offered';
import type { Draft, DraftChange } from '../query/draft';
import { strings } from '../strings';
import { Choice, Choices, FewChoices } from './choice';

const { query: texts } = strings;
const SHAPE_OPTIONS = optionsOf(SHAPES, texts.shapes);
const STATISTIC_OPTIONS: ComboboxOption[] = optionsOf(STATISTICS, texts.statistics);
const COMPARED = optionsOf(COMPARISONS, texts.comparisons);

interface CutFieldsProps {
  queryType: string;
  draft: Draft;
  metric: Metric | undefined;
  offers: Offers;
  /** Dashboard variables, offered beside the fixed choices. */
  variables: ComboboxOption[];
  onChange: (change: DraftChange) => void;
}

/** How the numbers are cut – in time, by dimensions, by which statistic – and what they are compared with. */
export function CutFields({ queryType, draft, metric, offers, variables, onChange }: CutFieldsProps) {
  const has = (field: keyof Draft) => hasField(queryType, field);
  const isTimeless = has('shape') && draft.shape !== 'time_series' && draft.shape !== '';
  const intervals: ComboboxOption[] = optionsOf(offers.intervals, texts.intervals);
  return (
    <>
      {has('shape') && (
        <FewChoices
          label={texts.shape}
          options={SHAPE_OPTIONS}
          value={SHAPES.find((shape) => shape === (draft.shape || 'time_series'))}
          onChange={(shape) => onChange({ shape })}
        />
      )}
      {has('statistic') && metric?.measure.kind === 'distribution' && (
        <Choice
          label={texts.statistic}
          options={[...STATISTIC_OPTIONS, ...variables]}
          value={draft.statistic || metric.measure.defaultStatistic}
          onChange={(statistic) => onChange({ statistic })}
          width={20}
        />
      )}
      {has('groupBy') && (offers.splits.length > 0 || draft.groupBy.length > 0) && (
        <Choices
          label={texts.groupBy}
          options={[...offers.splits.map(dimensionOption), ...variables]}
          values={draft.groupBy}
          placeholder={texts.noSplit}
          // One choice takes the place of the other where there may be only one.
          onChange={(groupBy) => onChange({ groupBy: offers.severalSplits ? groupBy : groupBy.slice(-1) })}
          width={40}
        />
      )}
      {has('interval') && !isTimeless && (
        <Choice
          label={texts.interval}
          options={[...intervals, ...variables]}
          value={draft.interval || (intervals[0]?.value ?? '')}
          onChange={(interval) => onChange({ interval })}
          width={20}
        />
      )}
      {has('compareTo') && (
        <Choice
          label={texts.compareTo}
          options={[...COMPARED.filter(({ value }) => offers.comparisons.includes(value)), ...variables]}
          value={draft.compareTo}
          placeholder={texts.noComparison}
          onChange={(compareTo) => onChange({ compareTo })}
          onClear={() => onChange({ compareTo: undefined })}
          width={24}
        />
      )}
    </>
  );
}
