import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page, Request } from 'playwright-core';

/** A panel as the provisioned dashboard has it. */
export interface PanelJson {
  id: number;
  type: string;
  title: string;
}

/** The panels of a provisioned dashboard. */
export function readPanels(name: string): PanelJson[] {
  const file = join(__dirname, '../../provisioning/dashboards', `${name}.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { panels: PanelJson[] }).panels;
}

export function panelOf(page: Page, { id }: Pick<PanelJson, 'id'>): Locator {
  return page.locator(`[data-viz-panel-key="panel-${id}"]`);
}

/** The range of a query, as the page asks the server for it. */
export interface AskedRange {
  from: number;
  to: number;
}

/** Does something that makes every panel ask anew, and waits until all are answered and drawn. */
export async function afterQueries(
  page: Page,
  panels: readonly PanelJson[],
  action: () => Promise<unknown>,
): Promise<AskedRange> {
  const answered = nextAnswers(page, panels.length);
  await action();
  const { from, to } = (await answered).postDataJSON() as { from: string; to: string };
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  return { from: Number(from), to: Number(to) };
}

/** The last of so many queries, once all of them are answered. */
function nextAnswers(page: Page, count: number): Promise<Request> {
  return new Promise((resolve) => {
    let left = count;
    const onFinished = (request: Request) => {
      if (!request.url().includes('/api/ds/query') || --left > 0) return;
      page.off('requestfinished', onFinished);
      resolve(request);
    };
    page.on('requestfinished', onFinished);
  });
}

/** The numbers of a stat panel by their names, as they are written. */
export async function readNumbers(panel: Locator): Promise<Record<string, string>> {
  const [title = '', ...lines] = (await panel.innerText()).split('\n').filter((line) => line !== '');
  // A number that stands alone has no name of its own.
  if (lines.length === 1) return { [title]: lines[0] ?? '' };
  const numbers: Record<string, string> = {};
  for (let line = 0; line < lines.length; line += 2) numbers[lines[line] ?? ''] = lines[line + 1] ?? '';
  return numbers;
}

/** The rows of a table panel, without its header. */
export async function readTable(panel: Locator): Promise<string[][]> {
  const rows = await panel.getByRole('row').all();
  const cells = await Promise.all(rows.map((row) => row.getByRole('gridcell').allInnerTexts()));
  return cells.filter((row) => row.length > 0).map((row) => row.map((text) => text.trim()));
}

/** How many pixels of a chart have the colour of a metric's value: none where nothing is drawn. */
function countDrawnPixels(page: Page, { id }: Pick<PanelJson, 'id'>): Promise<number> {
  // Run in the page.
  return page.evaluate<number>(`(() => {
    const canvas = document.querySelector('[data-viz-panel-key="panel-${id}"] .u-wrap canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let drawn = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 100 && data[i + 2] - data[i] > 60) drawn++;
    return drawn;
  })()`);
}

/** The colour behind everything. */
export function backgroundOf(page: Page): Promise<string> {
  return page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
}

/** "data" where a panel shows some, else what it shows instead. */
export async function describeContent(page: Page, panel: PanelJson): Promise<string> {
  const found = panelOf(page, panel);
  const text = await found.innerText();
  if (/No data/.test(text)) return text;
  switch (panel.type) {
    case 'stat':
      return Object.values(await readNumbers(found)).every((value) => /\d/.test(value)) ? 'data' : text;
    case 'table':
      return (await readTable(found)).length > 0 ? 'data' : 'no rows';
    case 'timeseries':
      return (await countDrawnPixels(page, panel)) > 0 ? 'data' : 'an empty chart';
    default:
      return `a panel of type ${panel.type}, which this test does not know`;
  }
}
