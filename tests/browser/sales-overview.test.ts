import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { makeFolder, query } from '../support/saleshub';
import { launchChromium } from './chromium';
import {
  afterQueries,
  backgroundOf,
  describeContent,
  panelOf,
  readNumbers,
  readPanels,
  readTable,
  type AskedRange,
  type PanelJson,
} from './dashboard-page';
import { fillDemoStore } from './demo-store';
import { startSaleshub, type StartedSaleshub } from './started-saleshub';

const DAY = 86_400_000;

/** What `npm start` starts, looked at with a browser: the built plugin, its backend, the embedded store. */
describe('the sales overview in the preview', () => {
  const folder = makeFolder();
  const data = join(folder.path, 'data');
  const panels = readPanels('sales-overview');
  let saleshub: StartedSaleshub;
  let browser: Browser;
  let page: Page;
  let range: AskedRange;
  const complaints: string[] = [];

  beforeAll(async () => {
    await fillDemoStore(data, Date.now());
    [saleshub, browser] = await Promise.all([startSaleshub(data), launchChromium()]);
    page = await browser.newPage({ viewport: { width: 1280, height: 1250 } });
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
    });
  }, 300_000);
  beforeEach(async () => {
    range = await afterQueries(page, panels, () => page.goto(saleshub.previewUrl));
  });
  afterAll(async () => {
    await browser?.close();
    await saleshub?.stop();
    await folder.remove();
  });

  it('says what it is', async () => {
    expect(await page.getByText('Preview – not Grafana').isVisible()).toBe(true);
    expect(await page.getByRole('heading', { name: 'Sales overview' }).isVisible()).toBe(true);
  });

  it('shows data in every panel and an error in none', async () => {
    expect(panels.length).toBeGreaterThan(0);
    for (const panel of panels)
      expect({ panel: panel.title, shows: await describeContent(page, panel) }).toEqual({
        panel: panel.title,
        shows: 'data',
      });
    expect(await page.getByTestId(/Panel status error/).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('shows the numbers that the command line gives', async () => {
    await expectSameNumbers([]);
  });

  it('shows the numbers of the team that is chosen', async () => {
    const before = await numbersOf('Won value');
    range = await afterQueries(page, panels, async () => {
      await page.getByRole('combobox', { name: 'Team' }).focus();
      await page.keyboard.press('ArrowDown');
      await page.getByRole('option', { name: 'Growth EMEA' }).click();
      await page.keyboard.press('Tab');
    });
    expect(new URL(page.url()).searchParams.getAll('var-team')).toEqual(['Growth EMEA']);
    expect(await numbersOf('Won value')).not.toEqual(before);
    await expectSameNumbers(['--filter', 'team=Growth EMEA']);
  });

  it('shows the numbers of the range that is chosen', async () => {
    const before = await numbersOf('Won value');
    await page.getByTestId(/TimePicker Open Button/).click();
    range = await afterQueries(page, panels, () => page.getByText('Last 30 days').click());
    expect(Math.round((range.to - range.from) / DAY)).toBe(30);
    expect(await numbersOf('Won value')).not.toEqual(before);
    await expectSameNumbers([]);
  });

  it('has a dark and a light theme', async () => {
    expect(await backgroundOf(page)).toBe('rgb(17, 18, 23)');
    await afterQueries(page, panels, () => page.getByRole('link', { name: 'Light theme' }).click());
    expect(await page.getByRole('link', { name: 'Dark theme' }).isVisible()).toBe(true);
    expect(await backgroundOf(page)).not.toBe('rgb(17, 18, 23)');
    expect(await page.getByTestId(/Panel status error/).count()).toBe(0);
  });

  it('shows what is wrong on the panel that asked, and the others go on', async () => {
    // So many weeks are more points than a series may have; so many months are not.
    const long = Date.UTC(1700, 0, 1);
    await afterQueries(page, panels, () => page.goto(`${saleshub.previewUrl}/?from=${long}&to=now`));
    const failed = panelOf(page, panelWith('Calls by week'));
    await failed.getByTestId(/Panel status error/).hover();
    expect(await page.getByRole('tooltip').innerText()).toMatch(/points/);
    expect(await page.getByTestId(/Panel status error/).count()).toBe(1);
  });

  it('ends with code 0 when it is asked to, and leaves nothing that answers', async () => {
    const { previewUrl, ingestUrl, stop } = saleshub;
    expect(await stop()).toBe(0);
    await expect(fetch(previewUrl)).rejects.toThrow();
    await expect(fetch(ingestUrl)).rejects.toThrow();
  });

  function panelWith(title: string): PanelJson {
    const panel = panels.find((candidate) => candidate.title === title);
    if (!panel) throw new Error(`The dashboard has no panel ${title}`);
    return panel;
  }

  const numbersOf = (title: string) => readNumbers(panelOf(page, panelWith(title)));

  /** Compares what stands on the page with what `saleshub query` answers for the range that the page asked for. */
  async function expectSameNumbers(filter: string[]): Promise<void> {
    const [from, to] = [range.from, range.to].map((time) => new Date(time).toISOString());
    const ask = async (metric: string, ...more: string[]) => {
      const answer = await query(
        [metric, '--from', from ?? '', '--to', to ?? '', '--data', data, ...filter, ...more],
        folder.path,
      );
      return answer.rows;
    };
    const [[winRate], [cycle], [won], [open], teams] = await Promise.all([
      ask('win_rate'),
      ask('sales_cycle'),
      ask('won_value'),
      ask('pipeline_value'),
      ask('win_rate', '--by', 'team'),
    ]);
    expect(await numbersOf('Win rate')).toEqual({
      'Win rate': percent(winRate?.value),
      'Low (95 %)': percent(winRate?.low),
      'High (95 %)': percent(winRate?.high),
    });
    expect(await numbersOf('Sales cycle')).toEqual({ 'Sales cycle': `${Number(cycle?.value).toFixed(1)} days` });
    expect(await numbersOf('Won value')).toEqual({ 'Won value': money(won?.value) });
    expect(await numbersOf('Open pipeline')).toEqual({ 'Open pipeline': money(open?.value) });
    expect(await readTable(panelOf(page, panelWith('Win rate by team')))).toEqual(
      [...teams].sort((one, other) => Number(other.value ?? -1) - Number(one.value ?? -1)).map(teamRow),
    );
  }
});

type Cell = string | number | boolean | null | undefined;

const percent = (value: Cell) => (typeof value === 'number' ? `${(value * 100).toFixed(1)}%` : '');

/** A team's row as the table shows it. */
function teamRow({ team, value, low, high, n, low_sample }: Record<string, Cell>): Cell[] {
  return [team, percent(value), percent(low), percent(high), String(n), low_sample ? 'too few' : ''];
}

/** As Grafana writes amounts: three digits, thousands and millions by their letters. */
function money(value: Cell): string {
  const amount = Number(value);
  const [scaled, letter] = amount >= 1e6 ? [amount / 1e6, 'M'] : amount >= 1e3 ? [amount / 1e3, 'K'] : [amount, ''];
  return `€${Number(scaled.toPrecision(3))}${letter}`;
}
