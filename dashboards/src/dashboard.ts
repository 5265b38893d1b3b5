import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { LAST_SIX_MONTHS, timePicker } from './time-ranges';
import { COMMON_MENUS, dimensionVariable } from './variables';

/** A dashboard is 24 columns wide; a row of heights is 30 pixels and a gap. */
export const NUMBER_HEIGHT = 4;
export const CHART_HEIGHT = 8;

const TAG = 'saleshub';

interface DashboardAsked {
  /** The uid's end, and the name of the file. */
  name: string;
  title: string;
  /** The question that it answers. */
  description: string;
}

/** A dashboard with what all of them have in common: their ranges, links to the others, read-only. */
export function startDashboard({ name, title, description }: DashboardAsked): DashboardBuilder {
  return new DashboardBuilder(title)
    .uid(`saleshub-${name}`)
    .description(description)
    .tags([TAG])
    .readonly()
    .time(LAST_SIX_MONTHS)
    .timepicker(timePicker())
    .timezone('browser')
    .tooltip(DashboardCursorSync.Crosshair)
    .refresh('')
    .link(
      new DashboardLinkBuilder('Saleshub')
        .type(DashboardLinkType.Dashboards)
        .tags([TAG])
        .asDropdown(true)
        .keepTime(true)
        .includeVars(true),
    );
}

/** Adds the menus by which most dashboards are filtered. */
export function withCommonMenus(dashboard: DashboardBuilder): DashboardBuilder {
  return COMMON_MENUS.reduce(
    (built, [dimension, label]) => built.withVariable(dimensionVariable(dimension, label)),
    dashboard,
  );
}
