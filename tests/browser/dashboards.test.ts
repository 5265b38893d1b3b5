import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { makeFolder } from '../support/saleshub';
import { launchChromium } from './chromium';
import { afterQueries, describeContent, readPanels } from './dashboard-page';
import { startSaleshub, type StartedSaleshub } from './started-saleshub';

const NAMES = readdirSync(join(__dirname, '../../provisioning/dashboards'))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''));

/** Every provisioned dashboard on the demo company, as a manager opens it. */
describe('the dashboards in the preview', () => {
  const folder = makeFolder();
  let saleshub: StartedSaleshub;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    // It loads the whole story, as for a first look.
    [saleshub, browser] = await Promise.all([startSaleshub(join(folder.path, 'data')), launchChromium()]);
    // High enough for all panels: one out of sight is not drawn.
    page = await browser.newPage({ viewport: { width: 1280, height: 2000 } });
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
    });
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await saleshub?.stop();
    await folder.remove();
  });

  it.each(NAMES)('%s shows data in every panel and an error in none', async (name) => {
    const panels = readPanels(name);
    expect(panels.length).toBeGreaterThan(0);
    await afterQueries(page, panels, () => page.goto(`${saleshub.previewUrl}/d/saleshub-${name}`));
    for (const panel of panels) {
      const shows = await describeContent(page, panel);
      expect({ panel: panel.title, shows }).toEqual({ panel: panel.title, shows: 'data' });
    }
    expect(await page.getByTestId(/Panel status error/).count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
