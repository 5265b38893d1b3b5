import { z } from 'zod';

/** The parameter of metrics that give each fact some days for what may follow it. */
export const windowParameter = (days: number) => z.int().min(1).max(365).default(days);

export const windowParameters = (days: number) => z.strictObject({ windowDays: windowParameter(days) });

/** Whether something happened within the window; what is dated before the anchor did not. */
export const inWindow = (column: string, anchor: string) =>
  `isNotNull(${column}) AND ${column} >= ${anchor} AND ${column} < ${windowEnd(anchor)}`;

/** Whether something happened before the window was over, be it before the anchor. */
export const byWindowEnd = (column: string, anchor: string) =>
  `isNotNull(${column}) AND ${column} < ${windowEnd(anchor)}`;

const windowEnd = (anchor: string) => `${anchor} + toIntervalDay({window_days:UInt32})`;

/** The same for the result of a join, which is 1970 where there is none. */
export const followedInWindow = (column: string, anchor: string) =>
  `(${column} >= ${anchor} AND ${column} < ${windowEnd(anchor)})`;
