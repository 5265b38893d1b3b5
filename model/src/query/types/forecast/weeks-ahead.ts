import type { CalendarContext } from '../../../calendar/calendar';
import type { ResultRow } from '../../query-type';
import type { QueryContext } from '../../shared/context';
import type { Statement } from '../../shared/sql';
import type { ForecastRequest } from './compute-forecast';
import { forecastParts } from './forecast-parts';
import { CONSTANTS } from './method/constants';
import { periodsAround } from './periods';
import { forecastStatements } from './prepare-forecast';

/** What is forecast to be won in each of the coming weeks. */
export interface WeeksAhead {
  /** Where the weeks begin, from the running one on, and where the last one ends; milliseconds since 1970. */
  edges: number[];
  /** By the names of the parts; the whole under an empty one where it is not split. Nothing is expected before the first win. */
  amounts: Map<string, number[]>;
}

/** The weeks of a year, and the one that runs. */
const WEEKS = 53;

/** The statements of a forecast for a year, and how it is made of their rows. */
export function weeksAhead(
  groupBy: readonly ('rep' | 'team')[],
  asOf: number,
  calendar: CalendarContext,
  context: QueryContext,
): {
  statements: Record<'periods' | 'deals' | 'open', Statement>;
  read: (rows: Record<'periods' | 'deals' | 'open', readonly ResultRow[]>) => WeeksAhead;
} {
  const periods = periodsAround(asOf, 'week', WEEKS, calendar);
  const request: ForecastRequest = { interval: 'week', calendar, asOf, periods, listed: CONSTANTS.week.recent };
  return {
    statements: forecastStatements(request, { interval: 'week', groupBy: [...groupBy], filters: [] }, context),
    read: (rows) => {
      const { parts } = forecastParts(request, rows, groupBy.length > 0);
      const { ahead } = periods;
      return {
        edges: [...ahead.map(({ start }) => start), ahead.at(-1)?.end ?? asOf],
        amounts: new Map(
          parts.map(({ name, forecast }) => [name, ahead.map((_, week) => forecast.at(0, week)?.expected ?? 0)]),
        ),
      };
    },
  };
}
