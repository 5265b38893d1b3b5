import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { lastValueFrom } from 'rxjs';
import type { DataFrame, DataQueryRequest } from '@grafana/data';
import { CATALOGUE } from '@saleshub/model';
import { dataSourceWith } from '../testing/grafana';
import { VariableEditor } from './variable-editor';
import type { VariableQuery } from './variable-query';
import { SaleshubVariableSupport } from './variable-support';

describe('a dashboard variable', () => {
  it.each(['metrics()', { refId: 'A', query: ' metrics( ) ' }, { refId: 'A', kind: 'metrics' }])(
    'lists the metrics: %j',
    async (query) => {
      const { dataSource } = dataSourceWith();
      const values = await dataSource.metricFindQuery(query);
      expect(values).toHaveLength(CATALOGUE.length);
      expect(values).toContainEqual({ text: 'Win rate', value: 'win_rate' });
    },
  );

  it.each([
    'dimension_values(team)',
    { refId: 'A', query: 'dimension_values( team )' },
    { refId: 'A', kind: 'dimension_values', dimension: 'team' },
  ])('lists the values of a dimension: %j', async (query) => {
    const { dataSource, backend } = dataSourceWith({ values: ['EMEA', '(none)'] });
    expect(await dataSource.metricFindQuery(query)).toEqual([
      { text: 'EMEA', value: 'EMEA' },
      { text: '(none)', value: '(none)' },
    ]);
    expect(backend.requests[0]?.params).toEqual({ dimension: 'team', limit: 10_000 });
  });

  it('lists only the values that a metric has, or that hold a text', async () => {
    const { dataSource, backend } = dataSourceWith({ values: ['EMEA'] });
    await dataSource.metricFindQuery({ kind: 'dimension_values', dimension: 'team', metric: 'calls', search: 'em' });
    expect(backend.requests[0]?.params).toMatchObject({ dimension: 'team', metric: 'calls', search: 'em' });
  });

  it('depends on other variables: the reps of the teams that are chosen, or of all', async () => {
    const team = (values: string[]) => [{ dimension: 'team', operator: 'in', values }];
    const reps = { kind: 'dimension_values', dimension: 'rep', filters: team(['$team']), search: '$text' };
    const some = dataSourceWith({ variables: { team: ['EMEA', 'APAC'], text: 'an' } });
    await some.dataSource.metricFindQuery(reps);
    expect(some.backend.requests[0]?.params).toEqual({
      dimension: 'rep',
      search: 'an',
      filters: JSON.stringify(team(['EMEA', 'APAC'])),
      limit: 10_000,
    });
    const all = dataSourceWith({ variables: { team: { all: ['EMEA', 'APAC'] }, text: '' } });
    await all.dataSource.metricFindQuery(reps);
    expect(all.backend.requests[0]?.params).not.toHaveProperty('filters');
  });

  it('is refused where it would leave out values', async () => {
    const { dataSource } = dataSourceWith({ values: ['A'], truncated: true });
    await expect(dataSource.metricFindQuery('dimension_values(account)')).rejects.toThrow(
      'There are more than 10000 values of account: narrow the variable',
    );
  });

  it.each([
    ['', 'A variable lists metrics() or dimension_values(DIMENSION).'],
    [undefined, 'A variable lists metrics() or dimension_values(DIMENSION).'],
    ['dimension_values(colour)', 'dimension must be one of rep, team'],
    [{ kind: 'dimension_values' }, 'dimension must be one of rep, team'],
  ])('that says something else gets an error with what it may be: %j', (query, message) => {
    const { dataSource } = dataSourceWith();
    expect(() => dataSource.metricFindQuery(query)).toThrow(message);
  });

  it('answers Grafana with a frame of texts and values', async () => {
    const { dataSource } = dataSourceWith({ values: ['EMEA', 'APAC'] });
    const request = { targets: [{ refId: 'A', kind: 'dimension_values', dimension: 'team' }] };
    const support = new SaleshubVariableSupport(dataSource);
    const answer = await lastValueFrom(support.query(request as DataQueryRequest<VariableQuery>));
    const [frame] = answer.data as DataFrame[];
    expect(frame?.fields.map(({ name, values }) => [name, values])).toEqual([
      ['text', ['EMEA', 'APAC']],
      ['value', ['EMEA', 'APAC']],
    ]);
  });

  it('is chosen in its editor', async () => {
    const { dataSource } = dataSourceWith({ variables: { region: 'EMEA' } });
    const saved: { current: VariableQuery | undefined } = { current: undefined };
    function Settings() {
      const [query, setQuery] = useState({ refId: 'A' } as VariableQuery);
      const change = (changed: VariableQuery) => {
        saved.current = changed;
        setQuery(changed);
      };
      return <VariableEditor query={query} datasource={dataSource} onChange={change} onRunQuery={() => {}} />;
    }
    render(<Settings />);
    const user = userEvent.setup();
    expect(screen.queryByRole('combobox')).toBeNull();
    await user.click(screen.getByRole('radio', { name: 'Values of a dimension' }));
    await user.click(screen.getByRole('combobox', { name: 'Dimension' }));
    await user.click(await screen.findByRole('option', { name: 'Loss reason' }));
    expect(saved.current).toEqual({ refId: 'variable', kind: 'dimension_values', dimension: 'loss_reason' });
    await user.click(screen.getByRole('combobox', { name: 'That a metric has' }));
    await user.keyboard('Lost opp{Enter}');
    await user.type(screen.getByRole('textbox', { name: 'That hold' }), 'price{Enter}');
    expect(saved.current).toMatchObject({ dimension: 'loss_reason', metric: 'lost_opportunities', search: 'price' });
    await user.click(screen.getByRole('button', { name: 'Add filter' }));
    await user.click(screen.getByRole('combobox', { name: 'Filter 1: dimension' }));
    await user.click(await screen.findByRole('option', { name: 'Team' }));
    await user.click(screen.getByRole('combobox', { name: 'Filter 1: values' }));
    await user.click(await screen.findByRole('option', { name: '$region' }));
    expect(saved.current).toMatchObject({ filters: [{ dimension: 'team', operator: 'in', values: ['$region'] }] });
    await user.click(screen.getByRole('radio', { name: 'Metrics' }));
    expect(saved.current).toEqual({ refId: 'variable', kind: 'metrics' });
  });
});
