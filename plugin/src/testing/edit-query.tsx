import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { CoreApp, LoadingState, getDefaultTimeRange, type DataFrame } from '@grafana/data';
import { dataSourceWith, type Given } from './grafana';
import type { SaleshubQuery } from '../types';
import { QueryEditor } from '../editor/query-editor';

/** The editor as a panel has it: what it changes comes back to it. */
export function editQuery(fields: object, { answer = [], ...given }: Given & { answer?: DataFrame[] } = {}) {
  const { dataSource, backend } = dataSourceWith(given);
  const saved = { current: { refId: 'A', ...fields } as SaleshubQuery };
  const run = jest.fn();
  function Panel() {
    const [query, setQuery] = useState(saved.current);
    const change = (changed: SaleshubQuery) => {
      saved.current = changed;
      setQuery(changed);
    };
    return (
      <QueryEditor
        query={query}
        datasource={dataSource}
        app={CoreApp.PanelEditor}
        data={{ state: LoadingState.Done, series: answer, timeRange: getDefaultTimeRange() }}
        onChange={change}
        onRunQuery={run}
      />
    );
  }
  render(<Panel />);
  return { saved, run, backend, user: userEvent.setup() };
}

type User = ReturnType<typeof userEvent.setup>;

/** Opens a list and takes an option of it. */
export async function choose(user: User, label: string, option: string | RegExp) {
  await user.click(screen.getByRole('combobox', { name: label }));
  await user.click(await screen.findByRole('option', { name: option }));
}

/** What a list offers. */
export async function offeredBy(user: User, label: string) {
  await user.click(screen.getByRole('combobox', { name: label }));
  const options = await screen.findAllByRole('option');
  await user.keyboard('{Escape}');
  return options.map((option) => option.textContent);
}

/** The shortest query that can be asked. */
export const winRate = { version: 1, queryType: 'metric', metric: 'win_rate' };
