import { CATALOGUE } from '../../../catalogue/catalogue';
import type { TableAnswer } from '../../shared/answer';

/** The catalogue as an answer: what each metric means. */
export function answerDefinitions(): TableAnswer<'definitions'> {
  return {
    queryType: 'definitions',
    title: 'Definitions',
    timeZone: 'UTC',
    columns: [
      ...(['id', 'title', 'group', 'unit', 'direction', 'kind', 'definition'] as const).map(
        (name) => ({ name, type: 'text' }) as const,
      ),
      { name: 'minimum_sample', type: 'number', unit: 'count' },
      { name: 'dimensions', type: 'text' },
    ],
    rows: CATALOGUE.map((metric) => ({
      id: metric.id,
      title: metric.title,
      group: metric.group,
      unit: metric.unit,
      direction: metric.direction,
      kind: metric.measure.kind,
      definition: metric.definition,
      minimum_sample: metric.minimumSample,
      dimensions: metric.dimensions.join(', '),
    })),
    notices: [],
    statements: [],
  };
}
