import type { QueryError } from '@saleshub/model';
import { Alert, Button, Stack } from '@grafana/ui';
import type { DroppedPart } from '../query/fit-query';
import { strings, titleOf } from '../strings';

const { problems } = strings;

interface InvalidQueryProps {
  error: QueryError;
  /** Drops what is wrong; absent where that cannot help. */
  onRepair?: () => void;
}

/** What is wrong with the query, in the words of the contract. */
export function InvalidQuery({ error, onRepair }: InvalidQueryProps) {
  return (
    <Alert severity="error" title={problems.invalid} bottomSpacing={0}>
      <Stack direction="column" gap={1} alignItems="flex-start">
        <span>{error.message}</span>
        {onRepair && (
          <Button variant="secondary" size="sm" onClick={onRepair}>
            {problems.keepWhatFits}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

interface DroppedPartsProps {
  /** Of the metric that did not have them. */
  title: string;
  parts: readonly DroppedPart[];
  onDismiss: () => void;
}

/** Says what a change of the metric has cost. */
export function DroppedParts({ title, parts, onDismiss }: DroppedPartsProps) {
  return (
    <Alert severity="info" title={problems.dropped(title)} bottomSpacing={0} onRemove={onDismiss}>
      {parts.map(wordsFor).join(', ')}
    </Alert>
  );
}

function wordsFor({ field, name }: DroppedPart): string {
  if (name === undefined) return titleOf(field).toLowerCase();
  const words = Object.entries(problems.parts).find(([known]) => known === field)?.[1];
  return words ? words(titleOf(name)) : titleOf(field).toLowerCase();
}
