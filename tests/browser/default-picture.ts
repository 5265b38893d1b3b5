import type { Page } from 'playwright-core';

/** What a chart draws of its series. */
export interface Picture {
  /** The names in the legend. */
  legend: string[];
  lines: number;
  dashed: number;
  bands: number;
  /** Axes beside that of time. */
  axes: number;
}

/** How uPlot draws: series are stroked and filled as paths of their own; grids and ticks are not. */
const RECORD = `(() => {
  window.drawn = { lines: [], fills: [] };
  const { stroke, fill } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.stroke = function (...path) {
    if (path.length > 0 && this.canvas.closest('.u-wrap'))
      window.drawn.lines.push([this.strokeStyle, this.lineWidth, this.getLineDash().length > 0]);
    return stroke.apply(this, path);
  };
  CanvasRenderingContext2D.prototype.fill = function (...path) {
    if (path.length > 0 && this.canvas.closest('.u-wrap')) window.drawn.fills.push(this.fillStyle);
    return fill.apply(this, path);
  };
})()`;

/** Lets a page remember what its charts draw; before it is opened. */
export async function recordDrawing(page: Page): Promise<void> {
  await page.addInitScript(RECORD);
}

/** What the chart of the page shows. */
export function readPicture(page: Page): Promise<Picture> {
  // Run in the page.
  return page.evaluate<Picture>(`(() => {
    const { lines, fills } = window.drawn;
    const distinct = (all) => new Set(all.map((one) => JSON.stringify(one)));
    return {
      legend: [...document.querySelectorAll('[data-testid^="data-testid VizLegend series"]')].map((item) => item.innerText.trim()),
      lines: distinct(lines.filter(([, , isDashed]) => !isDashed)).size,
      dashed: distinct(lines.filter(([, , isDashed]) => isDashed)).size,
      // Points are opaque.
      bands: distinct(fills.filter((colour) => String(colour).startsWith('rgba'))).size,
      axes: document.querySelectorAll('.u-axis').length - 1,
    };
  })()`);
}
