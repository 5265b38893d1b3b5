import { Text } from '@grafana/ui';
import { describeQuery } from '../query/describe-query';
import type { SaleshubQuery } from '../types';

/** What the query asks, in words; a screen reader reads it again when it changes. */
export function Sentence({ query }: { query: SaleshubQuery }) {
  return (
    <div role="status" aria-live="polite">
      <Text variant="body" weight="medium">
        {describeQuery(query) ?? ''}
      </Text>
    </div>
  );
}
