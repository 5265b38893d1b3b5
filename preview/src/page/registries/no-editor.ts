/** Grafana's registries want an editor for each option; the preview shows panels and does not edit them. */
export function NoEditor(): null {
  return null;
}
