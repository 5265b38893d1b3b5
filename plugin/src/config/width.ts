/** How wide the fields of the settings are, in Grafana's units. */
export const WIDTH = 60;
