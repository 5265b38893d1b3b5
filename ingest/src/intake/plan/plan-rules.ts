import type { EventError, EventType, SalesEvent } from '@saleshub/model';
import { convertMoney } from './convert-money';
import { optionalFields } from './event-fields';
import type { Plan } from './load-plan';
import type { PlannedSource } from './plan-schema';

/** What becomes of a source's event: what is kept of it, or why it is refused. */
export type Planned = { ok: true; event: SalesEvent; dropped: readonly string[] } | { ok: false; errors: [EventError] };

/** A plan, ready to be applied to every event. */
export interface PlanRules {
  apply: (source: string, event: SalesEvent) => Planned;
  /** The namespace that the plan gives a source; undefined where it says nothing about the source. */
  namespaceOf: (source: string) => string | undefined;
}

interface SourceRules {
  source: PlannedSource;
  /** By type; a type that is not here may not be sent. */
  droppable: (type: EventType) => readonly string[] | undefined;
}

/** @param reporting the currency and the time zone that are in force, wherever they were stated */
export function createPlanRules(plan: Plan, reporting: { currency: string; timeZone: string }): PlanRules {
  const { definition, rates } = plan;
  const sources = new Map(definition.sources.map((source) => [source.name, rulesOf(source)]));
  const money = { ...reporting, rates };
  return {
    apply: (name, event) => {
      const rules = sources.get(name);
      if (sources.size > 0 && !rules) return refuse(notPlanned(name));
      const droppable = rules ? rules.droppable(event.type) : [];
      if (droppable === undefined) return refuse(typeNotPlanned(rules?.source, event.type));
      const { kept, dropped } = dropFields(event, droppable);
      const converted = convertMoney(kept, money);
      return converted.ok ? { ...converted, dropped } : refuse(converted.error);
    },
    namespaceOf: (name) => {
      const source = sources.get(name)?.source;
      return source && (source.namespace ?? source.name);
    },
  };
}

function rulesOf(source: PlannedSource): SourceRules {
  const { events, fields } = source;
  const allowed = events && new Set<EventType>(events);
  const kept = fields && new Set(fields);
  const byType = new Map<EventType, readonly string[]>();
  return {
    source,
    droppable: (type) => {
      if (allowed && !allowed.has(type)) return undefined;
      if (!kept) return [];
      const known = byType.get(type) ?? optionalFields(type).filter((name) => !kept.has(name));
      byType.set(type, known);
      return known;
    },
  };
}

function dropFields(event: SalesEvent, droppable: readonly string[]): { kept: SalesEvent; dropped: string[] } {
  const dropped = droppable.filter((name) => Object.hasOwn(event, name));
  if (dropped.length === 0) return { kept: event, dropped };
  const entries = Object.entries(event).filter(([name]) => !dropped.includes(name));
  return { kept: Object.fromEntries(entries) as unknown as SalesEvent, dropped };
}

const refuse = (error: EventError): Planned => ({ ok: false, errors: [error] });

function notPlanned(source: string): EventError {
  const message = `The tracking plan has no source ${source}; add it there, then replay what was refused.`;
  return { code: 'source_not_planned', path: '', message };
}

function typeNotPlanned(source: PlannedSource | undefined, type: EventType): EventError {
  const allowed = source?.events?.join(', ');
  const message = `type is ${type}; the tracking plan lets ${source?.name} send ${allowed}.`;
  return { code: 'type_not_planned', path: 'type', message };
}
