import { screen, within } from '@testing-library/react';
import { toDataFrame } from '@grafana/data';
import { choose, editQuery, offeredBy, winRate } from '../testing/edit-query';

describe('the query editor', () => {
  it('shows what the metric means, in which unit and which way is better', () => {
    editQuery(winRate);
    expect(screen.getByText(/Of the opportunities closed in the period, the share that was won/)).toBeTruthy();
    expect(screen.getByText('share · higher is better · marked below a sample of 20')).toBeTruthy();
  });

  it('changes metric, split and shape, and asks each time', async () => {
    const { saved, run, user } = editQuery(winRate);
    await choose(user, 'Metric', /^Deal size/);
    await choose(user, 'Split by', 'Team');
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('radio', { name: 'Breakdown' }));
    await choose(user, 'Statistic', 'Mean');
    expect(saved.current).toEqual({
      refId: 'A',
      version: 1,
      queryType: 'metric',
      metric: 'deal_size',
      groupBy: ['team'],
      shape: 'breakdown',
      statistic: 'mean',
    });
    expect(run).toHaveBeenCalledTimes(4);
  });

  it('finds a metric by typing, with the keyboard alone', async () => {
    const { saved, user } = editQuery({ ...winRate, metric: '' });
    screen.getByRole('combobox', { name: 'Metric' }).focus();
    await user.keyboard('promoter{Enter}');
    expect(saved.current).toMatchObject({ metric: 'nps' });
  });

  it('keeps the metric where nothing is found', async () => {
    const { saved, user } = editQuery(winRate);
    screen.getByRole('combobox', { name: 'Metric' }).focus();
    await user.keyboard('weather in Lisbon{Enter}');
    expect(saved.current).toEqual({ refId: 'A', ...winRate });
  });

  it('adds a filter with a value that the store has, once it says something', async () => {
    const { saved, backend, user } = editQuery(winRate, { values: ['EMEA', 'APAC'] });
    await user.click(screen.getByRole('button', { name: 'Add filter' }));
    expect(saved.current).toEqual({ refId: 'A', ...winRate });
    await choose(user, 'Filter 1: dimension', 'Region');
    expect(saved.current).toEqual({ refId: 'A', ...winRate });
    await choose(user, 'Filter 1: values', 'EMEA');
    await user.click(await screen.findByRole('option', { name: 'APAC' }));
    expect(saved.current).toMatchObject({
      filters: [{ dimension: 'region', operator: 'in', values: ['EMEA', 'APAC'] }],
    });
    expect(backend.requests[0]?.params).toEqual({ metric: 'win_rate', dimension: 'region', search: '' });
    await user.click(screen.getByRole('button', { name: 'Remove filter 1' }));
    expect(saved.current).toMatchObject({ filters: [] });
  });

  it('takes a typed value while the store cannot list its own, and says so', async () => {
    const { saved, user } = editQuery(
      { ...winRate, filters: [{ dimension: 'team', operator: 'in', values: ['EMEA'] }] },
      { values: new Error('The backend is away.') },
    );
    await user.click(screen.getByRole('combobox', { name: 'Filter 1: values' }));
    expect(await screen.findByText('The values cannot be listed now; type one')).toBeTruthy();
    await user.keyboard('APAC');
    await user.click(await screen.findByRole('option', { name: /^APAC/ }));
    expect(saved.current).toMatchObject({ filters: [{ dimension: 'team', values: ['EMEA', 'APAC'] }] });
  });

  it('takes a regular expression, and a condition without values', async () => {
    const { saved, user } = editQuery({
      ...winRate,
      filters: [{ dimension: 'team', operator: 'in', values: ['EMEA'] }],
    });
    await choose(user, 'Filter 1: operator', 'matches');
    await user.type(screen.getByRole('textbox', { name: 'Filter 1: regular expression' }), '^E{Enter}');
    expect(saved.current).toMatchObject({ filters: [{ dimension: 'team', operator: 'matches', values: ['^E'] }] });
    await choose(user, 'Filter 1: operator', 'is not empty');
    expect(saved.current).toMatchObject({ filters: [{ dimension: 'team', operator: 'not_empty', values: [] }] });
  });

  it('offers only what the metric has', async () => {
    const { user } = editQuery({ ...winRate, metric: 'calls' });
    expect(screen.queryByRole('combobox', { name: 'Statistic' })).toBeNull();
    const dimensions = await offeredBy(user, 'Split by');
    expect(dimensions).toContain('Outcome');
    expect(dimensions).not.toContain('Stage');
    await choose(user, 'Metric', /^Call connect rate/);
    expect(await offeredBy(user, 'Split by')).not.toContain('Outcome');
  });

  it('drops what the new metric does not have, and says so', async () => {
    const { saved, user } = editQuery({
      ...winRate,
      metric: 'sales_cycle',
      statistic: 'p90',
      groupBy: ['stage', 'team'],
      filters: [{ dimension: 'stage', operator: 'in', values: ['Engaging'] }],
      parameters: { outcome: 'any' },
    });
    await choose(user, 'Metric', /^E-mails sent/);
    expect(saved.current).toEqual({
      refId: 'A',
      ...winRate,
      metric: 'emails_sent',
      groupBy: ['team'],
      filters: [],
      parameters: {},
    });
    const notice = screen.getByText(/E-mails sent does not have all of the query/);
    expect(notice).toBeTruthy();
    expect(screen.getByText('parameter Outcome, statistic, split by Stage, filter on Stage')).toBeTruthy();
  });

  it('asks for the parameters of the metric and saves them', async () => {
    const { saved, user } = editQuery(winRate);
    expect(screen.queryByRole('spinbutton', { name: 'Window days' })).toBeNull();
    await choose(user, 'Cohort', 'Created');
    const window = screen.getByRole('spinbutton', { name: 'Window days' });
    expect(window.getAttribute('placeholder')).toBe('90');
    await user.type(window, '60{Enter}');
    expect(saved.current).toMatchObject({ parameters: { cohort: 'created', windowDays: 60 } });
    await user.clear(window);
    await user.tab();
    expect(saved.current).toMatchObject({ parameters: { cohort: 'created' } });
    expect(screen.queryByRole('combobox', { name: 'Outcome' })).toBeNull();
    await user.type(window, '30{Enter}');
    await choose(user, 'Cohort', 'Closed');
    expect(saved.current).toMatchObject({ parameters: { cohort: 'closed' } });
    expect(saved.current).not.toHaveProperty('parameters.windowDays');
    expect(screen.queryByRole('spinbutton', { name: 'Window days' })).toBeNull();
  });

  it('sets the sample guard and the one number of an alert', async () => {
    const { saved, user } = editQuery(winRate);
    await user.click(screen.getByRole('button', { name: 'Target, sample and calendar' }));
    await user.type(screen.getByRole('spinbutton', { name: 'Minimum sample' }), '50');
    await user.tab();
    await choose(user, 'Below it', 'Leave the value out');
    await user.type(screen.getByRole('spinbutton', { name: 'Confidence' }), '0.99{Enter}');
    await choose(user, 'Numbers', /^Value alone/);
    expect(saved.current).toMatchObject({
      minSample: 50,
      onLowSample: 'withhold',
      confidence: 0.99,
      output: 'value',
    });
    await choose(user, 'Numbers', /^All/);
    expect(saved.current).not.toHaveProperty('output');
  });

  it('sets the limit and the calendar, and shows what is set at once the next time', async () => {
    const { saved, user } = editQuery({ ...winRate, limit: 5 });
    await user.click(screen.getByRole('combobox', { name: 'Time zone' }));
    await user.keyboard('Seoul{Enter}');
    await choose(user, 'Week starts on', 'Sunday');
    await user.clear(screen.getByRole('spinbutton', { name: 'Keep the largest' }));
    await user.keyboard('{Enter}');
    expect(saved.current).toEqual({ refId: 'A', ...winRate, timeZone: 'Asia/Seoul', weekStart: 'sunday' });
  });

  it('compares with the year before', async () => {
    const { saved, user } = editQuery(winRate);
    await choose(user, 'Compare with', 'The year before');
    expect(saved.current).toMatchObject({ compareTo: 'previous_year' });
  });

  it('says in a sentence what is asked, with what the variables stand for', async () => {
    const { user } = editQuery(
      { ...winRate, filters: [{ dimension: 'team', operator: 'in', values: ['$team'] }] },
      {
        variables: { team: ['EMEA', 'APAC'] },
      },
    );
    const sentence = screen.getByRole('status');
    expect(sentence.textContent).toBe(
      'Win rate, over time, where team is one of EMEA or APAC, samples below 20 marked.',
    );
    await choose(user, 'Split by', 'Product');
    expect(sentence.textContent).toMatch(/^Win rate per product, over time/);
  });

  it('shows the SQL behind the last answer on demand', async () => {
    const frame = toDataFrame({ refId: 'A', fields: [], meta: { executedQueryString: 'SELECT 1 AS n' } });
    const { user } = editQuery(winRate, { answer: [frame] });
    expect(screen.queryByText('SELECT 1 AS n')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'SQL' }));
    expect(screen.getByText('SELECT 1 AS n')).toBeTruthy();
  });

  it("shows a variable that stands for a metric with that metric's choices", async () => {
    const { saved, run, user } = editQuery(
      { ...winRate, metric: '$metric' },
      { variables: { metric: 'deal_size', by: 'colour' } },
    );
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByText(/^The amount of an opportunity won/)).toBeTruthy();
    await choose(user, 'Split by', '$by');
    expect(saved.current).toMatchObject({ metric: '$metric', groupBy: ['$by'] });
    // What it stands for is no dimension: that is said, and the query is not asked.
    expect(within(screen.getByRole('alert')).getByText(/cannot be split or filtered by colour/)).toBeTruthy();
    expect(run).not.toHaveBeenCalled();
  });

  it('lists the definitions, and comes back to a metric', async () => {
    const { saved, run, user } = editQuery({ ...winRate, hide: false });
    await choose(user, 'Query', /^Definitions/);
    expect(saved.current).toEqual({ refId: 'A', hide: false, version: 1, queryType: 'definitions' });
    expect(screen.queryByRole('combobox', { name: 'Metric' })).toBeNull();
    await choose(user, 'Query', /^Metric/);
    expect(saved.current).toMatchObject({ queryType: 'metric', metric: 'win_rate' });
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('goes over to the records behind the number, with its filters', async () => {
    const filters = [{ dimension: 'team', operator: 'in', values: ['EMEA'] }];
    const { saved, user } = editQuery({ ...winRate, metric: 'nps', shape: 'total', filters });
    await choose(user, 'Query', /^Records/);
    expect(saved.current).toEqual({ refId: 'A', version: 1, queryType: 'records', metric: 'nps', filters });
    expect(screen.queryByRole('radio', { name: 'Total' })).toBeNull();
  });

  it('chooses the metrics of a leaderboard and who is ranked', async () => {
    const { saved, user } = editQuery(winRate);
    await choose(user, 'Query', /^Leaderboard/);
    await user.click(screen.getByRole('combobox', { name: 'Metrics; the first one ranks' }));
    await user.keyboard('Meetings held');
    await user.click(await screen.findByRole('option', { name: /^Meetings held/ }));
    await user.keyboard('{Escape}');
    await choose(user, 'Split by', 'Team');
    expect(saved.current).toEqual({
      refId: 'A',
      version: 1,
      queryType: 'leaderboard',
      metrics: ['win_rate', 'won_value', 'meetings_held'],
      groupBy: ['team'],
    });
    expect(screen.getByRole('status').textContent).toBe(
      'Leaderboard: Win rate, Won value, Meetings held per team, against the period before.',
    );
  });

  it('asks for the parameters of a type, and says nothing against one that nobody has given yet', async () => {
    const { saved, run, user } = editQuery({ ...winRate, parameters: { cohort: 'created' } });
    await choose(user, 'Query', /^Journey/);
    expect(saved.current).toEqual({ refId: 'A', version: 1, queryType: 'journey' });
    expect(screen.queryByRole('alert')).toBeNull();
    expect(run).not.toHaveBeenCalled();
    await user.type(screen.getByRole('textbox', { name: 'Account' }), 'Blue Freight{Enter}');
    expect(saved.current).toMatchObject({ parameters: { account: 'Blue Freight' } });
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('offers a forecast by weeks or months, and annotations of several kinds', async () => {
    const { saved, user } = editQuery(winRate);
    await choose(user, 'Query', /^Forecast/);
    expect(await offeredBy(user, 'Interval')).toEqual(['Week', 'Month']);
    await user.type(screen.getByRole('spinbutton', { name: 'Horizon' }), '4{Enter}');
    expect(saved.current).toMatchObject({ queryType: 'forecast', parameters: { horizon: 4 } });
    await choose(user, 'Query', /^Annotations/);
    await choose(user, 'Kinds', 'Deal');
    expect(saved.current).toMatchObject({ parameters: { kinds: ['decision', 'milestone', 'deal'] } });
  });
});
