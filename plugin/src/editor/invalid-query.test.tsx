import { screen, waitFor, within } from '@testing-library/react';
import { editQuery, winRate } from '../testing/edit-query';

describe('an invalid saved query', () => {
  it('says what is wrong and what it may be', () => {
    editQuery({ ...winRate, groupBy: ['colour'] });
    expect(
      within(screen.getByRole('alert')).getByText(/win_rate cannot be split or filtered by colour; it has rep/),
    ).toBeTruthy();
  });

  it('is repaired on request', async () => {
    const { saved, run, user } = editQuery({ ...winRate, groupBy: ['colour', 'team'], shade: 'dark' });
    await user.click(screen.getByRole('button', { name: 'Keep what fits' }));
    expect(saved.current).toEqual({ refId: 'A', ...winRate, groupBy: ['team'] });
    expect(screen.getByText('split by Colour, shade')).toBeTruthy();
    expect(run).toHaveBeenCalled();
    await waitFor(() => expect(screen.queryByText(/cannot be asked/)).toBeNull());
  });

  it.each([
    [{ ...winRate, metric: 'happiness' }, /^metric must be one of/],
    [{ ...winRate, version: 9 }, /^version must be/],
    [{ version: 1, queryType: 'weather' }, /^queryType must be one of metric, /],
    [{ ...winRate, groupBy: 'team', filters: null, parameters: 7 }, /must be of type/],
    [{ ...winRate, filters: [null, { dimension: 3, values: 'x' }] }, /^filters\.0 must be of type/],
  ])('of whatever shape is shown: %j', (fields, message) => {
    editQuery(fields);
    expect(within(screen.getByRole('alert')).getByText(message)).toBeTruthy();
  });

  it('is not what a new query without a metric is', () => {
    editQuery({});
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByPlaceholderText('Choose a metric')).toBeTruthy();
  });
});
