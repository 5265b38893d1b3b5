import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { makeFolder } from '../support/saleshub';
import { launchChromium } from './chromium';
import { readPicture, recordDrawing, type Picture } from './default-picture';
import { fillDemoStore } from './demo-store';
import { startSaleshub, type StartedSaleshub } from './started-saleshub';

/** Each query as it looks in Explore, where nothing but its frames says how it is drawn. */
describe('the picture of a query without any set-up', () => {
  const folder = makeFolder();
  const data = join(folder.path, 'data');
  let saleshub: StartedSaleshub;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await fillDemoStore(data, Date.now());
    [saleshub, browser] = await Promise.all([startSaleshub(data), launchChromium()]);
    page = await browser.newPage({ viewport: { width: 1280, height: 1100 } });
    await recordDrawing(page);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await saleshub?.stop();
    await folder.remove();
  });

  async function explore(query: object): Promise<void> {
    const left = JSON.stringify({ range: { from: 'now-150d/d', to: 'now/d' }, queries: [{ version: 1, ...query }] });
    await page.goto(`${saleshub.previewUrl}/explore?left=${encodeURIComponent(left)}`);
    await page.locator('.u-wrap canvas, [role=grid]').first().waitFor();
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
    const { SALESHUB_PICTURES: pictures } = process.env;
    if (pictures) await page.screenshot({ path: join(pictures, `${expect.getState().currentTestName ?? ''}.png`) });
  }

  it.each<[string, object, Partial<Picture>]>([
    ['a rate', { metric: 'win_rate' }, { legend: ['Win rate'], lines: 1, dashed: 0, bands: 1 }],
    ['a sum', { metric: 'won_value' }, { legend: ['Won value'], lines: 1, dashed: 0, bands: 0 }],
    ['a median', { metric: 'sales_cycle' }, { legend: ['Sales cycle'], lines: 1, bands: 1 }],
    ['a level', { metric: 'pipeline_value' }, { legend: ['Open pipeline'], lines: 1, bands: 0 }],
    [
      'a comparison',
      { metric: 'win_rate', compareTo: 'previous_period' },
      { legend: ['Win rate', 'Win rate (before)'], lines: 1, dashed: 1, bands: 1 },
    ],
    [
      'a forecast',
      { queryType: 'forecast', parameters: { backtest: 4 } },
      { legend: ['Expected', 'Actual'], lines: 2, bands: 1 },
    ],
  ])('%s over time is a line', async (_name, query, picture) => {
    await explore({ queryType: 'metric', interval: 'month', ...query });
    expect(await readPicture(page)).toMatchObject({ axes: 1, ...picture });
  });

  it.each<[string, object, string[]]>([
    [
      'a breakdown',
      { queryType: 'metric', metric: 'win_rate', shape: 'breakdown', groupBy: ['team'], compareTo: 'previous_period' },
      ['Team', 'Win rate', 'Low', 'High', 'Sample', 'Low sample', 'Previous', 'Change', 'Significant change'],
    ],
    [
      'a leaderboard',
      { queryType: 'leaderboard', metrics: ['won_value', 'calls'], groupBy: ['rep'] },
      ['Rank', 'Rank change', 'Rep', 'Won value', 'Won value sample', 'Calls', 'Calls sample'],
    ],
  ])('%s is a table of what its rows say', async (_name, query, headers) => {
    await explore(query);
    expect(await page.getByRole('columnheader').allInnerTexts()).toEqual(headers);
  });

  it('has one line a series where it is split and compared', async () => {
    await explore({
      queryType: 'metric',
      metric: 'win_rate',
      interval: 'month',
      groupBy: ['team'],
      compareTo: 'previous_period',
    });
    const { legend, ...drawn } = await readPicture(page);
    expect(legend.length).toBeGreaterThan(3);
    expect(legend.filter((name) => / (low|high|sample|\(before\))$/.test(name))).toEqual([]);
    expect(drawn).toEqual({ lines: legend.length, dashed: 0, bands: 0, axes: 1 });
  });
});
