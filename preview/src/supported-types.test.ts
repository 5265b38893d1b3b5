import { join } from 'node:path';
import { readDashboards } from './server/provisioning';
import { PANEL_TYPES, TRANSFORMATIONS, VARIABLE_TYPES } from './supported-types';

interface PanelJson {
  type: string;
  panels?: PanelJson[];
  transformations?: { id: string }[];
}

const dashboards = readDashboards(join(__dirname, '../../provisioning'));

describe.each(dashboards)('the provisioned dashboard "$title"', ({ json }) => {
  const panels = allPanels(json.panels as PanelJson[]);

  it('has only panels that the preview shows', () => {
    expect([...PANEL_TYPES, 'row']).toEqual(expect.arrayContaining(distinct(panels.map(({ type }) => type))));
  });

  it('has only variables that the preview offers', () => {
    const { list = [] } = json.templating as { list?: { type: string }[] };
    expect(VARIABLE_TYPES).toEqual(expect.arrayContaining(distinct(list.map(({ type }) => type))));
  });

  it('has only transformations that the preview makes', () => {
    const used = panels.flatMap(({ transformations = [] }) => transformations.map(({ id }) => id));
    expect(TRANSFORMATIONS).toEqual(expect.arrayContaining(distinct(used)));
  });
});

/** Rows hold panels of their own while they are collapsed. */
function allPanels(panels: readonly PanelJson[]): PanelJson[] {
  return panels.flatMap((panel) => [panel, ...allPanels(panel.panels ?? [])]);
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
