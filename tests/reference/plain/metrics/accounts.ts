import { daysBefore } from '../calendar';
import type { Counted } from '../estimate';
import { ofAccount } from '../facts';
import { healthOf } from '../health';
import { asOf, type Metric } from '../metric';
import { recurringRevenueAt, type LiveSpan } from '../subscriptions';
import { checkinsOf } from '../touches';
import { COMMON, measured } from './kinds';

const CHECKIN_DAYS = 30;
/** A score that is only by rounding below the threshold is not. */
const ROUNDING = 1e-9;

/** The metrics of accounts that need somebody. */
export const accountMetrics = {
  at_risk_accounts: measured<LiveSpan>('level', {
    dimensions: COMMON,
    countedBy: ['account'],
    facts: ({ liveSpans }) => liveSpans,
    measure: (company, circumstances) => {
      const health = healthOf(company, circumstances);
      const { threshold } = company.settings.health;
      return (spans, bucket) => {
        const time = asOf(bucket, circumstances);
        const active = activeAccounts(spans, time);
        const leftOut = active.filter((account) => health(account, time) === null).length;
        const atRisk = active.filter((account) => (health(account, time) ?? threshold) < threshold - ROUNDING);
        return {
          value: atRisk.length,
          n: atRisk.length,
          leftOut,
          counted: atRisk.map((account) => ofAccountAt(account, time)),
        };
      };
    },
  }),
  checkins_overdue: measured<LiveSpan>('level', {
    dimensions: COMMON,
    countedBy: ['account'],
    facts: ({ liveSpans }) => liveSpans,
    measure: (company, circumstances) => {
      const { now, days = CHECKIN_DAYS } = circumstances;
      const checkins = checkinsOf(company, now);
      return (spans, bucket) => {
        const time = asOf(bucket, circumstances);
        const overdue = activeAccounts(spans, time).filter((account) => {
          const manager = ofAccount(company.assignments, account).findLast((assigned) => assigned.time < time);
          const isRecent = (checkin: { time: number }) =>
            checkin.time >= daysBefore(time, days, circumstances.timeZone) && checkin.time < time;
          return !ofAccount(checkins, account).some(
            (checkin) => manager && checkin.dimensions.rep === manager.dimensions.rep && isRecent(checkin),
          );
        });
        return {
          value: overdue.length,
          n: overdue.length,
          counted: overdue.map((account) => ofAccountAt(account, time)),
        };
      };
    },
  }),
} satisfies Record<string, Metric>;

function ofAccountAt(account: string, time: number): Counted {
  return { time, dimensions: { account } };
}

function activeAccounts(spans: readonly LiveSpan[], time: number): string[] {
  return [...recurringRevenueAt(spans, time).keys()];
}
