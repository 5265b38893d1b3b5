import type { StandingEvent } from './events';
import type { Dimensions } from './facts';

/** Whose target it is. */
export type Scope = 'rep' | 'team' | 'company';

export interface Target {
  metric: string;
  scope: Scope;
  /** The rep or the team. */
  dimensions: Dimensions;
  /** Dates; the second is the first that is no longer in the period. */
  period: { start: string; end: string };
  value: number;
}

/** The targets: of those for the same metric, period and rep, team or company the latest. */
export function targetsOf(events: readonly StandingEvent[]): Target[] {
  const latest = new Map<string, Target>();
  for (const { body } of events) {
    if (body.type !== 'target.set') continue;
    const target = targetOf(body);
    const { metric, scope, dimensions, period } = target;
    latest.set(JSON.stringify([metric, scope, dimensions, period]), target);
  }
  return [...latest.values()];
}

function targetOf(body: StandingEvent['body']): Target {
  const named = (['rep', 'team'] as const).find((name) => typeof body[name] === 'string');
  return {
    metric: String(body.metric),
    scope: named ?? 'company',
    dimensions: named ? { [named]: String(body[named]) } : {},
    period: { start: String(body.period_start), end: String(body.period_end) },
    value: Number(body.value),
  };
}
