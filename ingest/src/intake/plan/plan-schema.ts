import { EVENT_TYPES, LINKED_KINDS, pageAddress, reportingSettings } from '@saleshub/model';
import { z } from 'zod';
import { SOURCE_NAME, SOURCE_NAME_RULE } from '../source-name';
import { knownKeys, section } from '../../yaml/section';

const { shape: settings } = reportingSettings;
const { shape: health } = settings.health.unwrap();
const { shape: weights } = health.weights.unwrap();
const { shape: fiscalYear } = settings.fiscalYear.unwrap();

const days = z.int().min(1).max(36_500);
const name = z.string().regex(SOURCE_NAME, { error: `is not a name of ${SOURCE_NAME_RULE}` });

const source = section({
  name,
  /** Records of sources that share a namespace are the same records; the source's name where left out. */
  namespace: name.optional(),
  /** How its events come, in words. */
  connector: z.string().min(1).optional(),
  primary: z.boolean().default(false),
  /** implied: a meeting that is over was held unless the source says otherwise. */
  held: z.enum(['implied', 'stated']).default('stated'),
  /** implied: the source reports no deliveries; an e-mail that did not bounce was delivered. */
  delivered: z.enum(['implied', 'stated']).default('stated'),
  /** The types that it may send; every type where left out. */
  events: z.array(z.enum(EVENT_TYPES)).min(1).optional(),
  /** The optional fields that are kept; every field where left out. */
  fields: z.array(z.string()).optional(),
  /** The addresses of its records' pages by their kind, for links. */
  links: z.partialRecord(z.enum(LINKED_KINDS), pageAddress, { error: knownKeys(LINKED_KINDS) }).default({}),
});

/** The file `saleshub.yaml`: what the sources may send, and what numbers depend on. */
export const planSchema = section({
  version: z.literal(1),
  currency: settings.currency.unwrap().optional(),
  timeZone: settings.timeZone.unwrap().optional(),
  weekStart: settings.weekStart.unwrap().optional(),
  fiscalYear: section(fiscalYear).prefault({}),
  workingDays: settings.workingDays,
  holidays: settings.holidays,
  pipelines: settings.pipelines,
  minimumSamples: settings.minimumSamples,
  health: section({ threshold: health.threshold, weights: section(weights).prefault({}) }).prefault({}),
  sources: z.array(source).default([]),
  maxPrimarySources: z.int().min(0).default(2),
  /** The file of dated exchange rates, CSV; beside the plan. */
  rates: z.string().min(1).optional(),
  /** For how many days events of a type are kept; for ever where left out. */
  retention: z.partialRecord(z.enum(EVENT_TYPES), days, { error: knownKeys(EVENT_TYPES) }).default({}),
  /** For how many days refused events are kept; as many as before where left out. */
  rejectedRetention: z.int().min(1).max(3650).optional(),
});

export type PlanDefinition = z.output<typeof planSchema>;
export type PlannedSource = PlanDefinition['sources'][number];
