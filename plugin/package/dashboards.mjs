/** The name under which an imported dashboard asks for the data source. */
const INPUT = 'DS_SALESHUB';

/**
 * A provisioned dashboard as Grafana imports it from a plugin: it asks which data source to use, in place of one whose id is
 * known.
 */
export function importable(dashboard, { id, name }) {
  const own = ({ uid, type }) => type === id && uid !== undefined;
  const refill = (value) => {
    if (Array.isArray(value)) return value.map(refill);
    if (typeof value !== 'object' || value === null) return value;
    const copy = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, refill(one)]));
    return own(copy) ? { ...copy, uid: `\${${INPUT}}` } : copy;
  };
  const input = { name: INPUT, label: name, description: '', type: 'datasource', pluginId: id, pluginName: name };
  return { __inputs: [input], ...refill(dashboard) };
}

/** A line of `includes` in plugin.json. */
export const asInclude = ({ title }, file) => ({ type: 'dashboard', name: title, path: `dashboards/${file}` });
