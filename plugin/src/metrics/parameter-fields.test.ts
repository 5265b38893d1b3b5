import { CATALOGUE, findMetric } from '@saleshub/model';
import { parameterFields } from './parameter-fields';

const fieldsOf = (id: string) => CATALOGUE.filter((metric) => metric.id === id).flatMap(parameterFields);

describe('the fields of parameters', () => {
  it('follow the schema of the metric', () => {
    expect(fieldsOf('win_rate')).toEqual([
      { kind: 'choice', name: 'cohort', choices: ['closed', 'created'], usual: 'closed' },
      { kind: 'number', name: 'windowDays', minimum: 1, maximum: 365, usual: 90 },
    ]);
    expect(fieldsOf('sales_cycle')).toEqual([
      { kind: 'choice', name: 'outcome', choices: ['won', 'lost', 'any'], usual: 'won' },
    ]);
  });

  it('are none for a metric that takes none', () => {
    expect(findMetric('calls')?.parameters).toBeUndefined();
    expect(fieldsOf('calls')).toEqual([]);
  });

  it.each(CATALOGUE.map(({ id }) => id))('are known for every parameter of %s', (id) => {
    // A kind of schema that the editor has no input for becomes a text field, which no metric wants so far.
    expect(fieldsOf(id).filter(({ kind }) => kind === 'text')).toEqual([]);
  });
});
