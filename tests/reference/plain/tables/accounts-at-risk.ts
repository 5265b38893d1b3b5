import type { Company } from '../company';
import { ofAccount, type Observation } from '../facts';
import { passes, type Filter } from '../filters';
import { healthOf } from '../health';
import { MONEY } from '../metrics/kinds';
import { recurringRevenueAt } from '../subscriptions';
import { contactsOf } from '../touches';

export interface AtRiskQuestion {
  timeZone: string;
  filters: readonly Filter[];
  /** Absent: that of the settings. */
  threshold: number | undefined;
  from: number;
  to: number;
  now: number;
}

export interface AtRisk {
  account: string;
  /** 0 to 100. */
  score: number;
  mrr: number;
  manager: string | null;
  lastContact: number | null;
}

/** A score that is only by rounding below the threshold is not. */
const ROUNDING = 1e-9;

/** The accounts whose health is below the threshold at the range's end, or now. */
export function accountsAtRisk(company: Company, question: AtRiskQuestion): { rows: AtRisk[]; leftOut: number } {
  const { filters, to, now, threshold = company.settings.health.threshold } = question;
  const time = Math.min(to, now);
  const health = healthOf(company, question);
  const contacts = contactsOf(company, now);
  const asked = company.liveSpans.filter(({ dimensions }) => passes(dimensions, filters));
  const accounts = [...recurringRevenueAt(asked, time).keys()];
  const last = (facts: readonly Observation[], account: string) =>
    ofAccount(facts, account)
      .filter((fact) => fact.time < time)
      .reduce<Observation | undefined>(
        (latest, fact) => (latest && latest.time > fact.time ? latest : fact),
        undefined,
      );
  const rows = accounts.flatMap((account): AtRisk[] => {
    const score = health(account, time);
    if (score === null || score >= threshold - ROUNDING) return [];
    return [
      {
        ...{ account, score },
        // Of the whole account, whatever is asked for.
        mrr: (recurringRevenueAt(ofAccount(company.liveSpans, account), time).get(account) ?? 0) / MONEY,
        manager: last(company.assignments, account)?.dimensions.rep ?? null,
        lastContact: last(contacts, account)?.time ?? null,
      },
    ];
  });
  return { rows, leftOut: accounts.filter((account) => health(account, time) === null).length };
}
