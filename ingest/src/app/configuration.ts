import { resolve } from 'node:path';
import { WEEK_STARTS, isTimeZone, type ReportingSettings } from '@saleshub/model';
import type { CommitLimits } from '@saleshub/store/write';
import { z } from 'zod';
import type { PlanLocation } from '../intake/plan/load-plan';
import type { ContactSecrets } from '../intake/privacy/contact-hasher';

/** The tracking plan, where no other is named. */
const DEFAULT_PLAN = 'saleshub.yaml';

const port = z.coerce.number().int().min(0).max(65_535);
const text = z.string().min(1);
const secret = z.string().min(16, { error: 'at least 16 characters long' });

/** The environment variables that Saleshub reads: all of them, with what they may be. */
const variables = {
  CLICKHOUSE_URL: z.url({ protocol: /^https?$/, error: 'an http or https address' }).optional(),
  CLICKHOUSE_USER: text.default('default'),
  CLICKHOUSE_PASSWORD: z.string().default(''),
  CLICKHOUSE_READER_USER: text.optional(),
  CLICKHOUSE_READER_PASSWORD: z.string().default(''),
  CLICKHOUSE_DATABASE: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'a name of letters, digits and _' })
    .default('saleshub'),
  SALESHUB_DATA: text.default('data'),
  SALESHUB_PLAN: text.optional(),
  SALESHUB_CONTACT_SECRET: secret.optional(),
  SALESHUB_CONTACT_SECRET_EARLIER: z
    .string()
    .transform((value) => value.split(',').map((part) => part.trim()))
    .pipe(z.array(secret))
    .default([]),
  SALESHUB_HOST: text.default('127.0.0.1'),
  SALESHUB_PORT: port.default(8080),
  SALESHUB_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  SALESHUB_TIME_ZONE: z.string().refine(isTimeZone, { error: 'an IANA time zone such as Europe/Berlin' }).optional(),
  SALESHUB_WEEK_START: z.enum(WEEK_STARTS).optional(),
  SALESHUB_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'a currency code of three capital letters such as EUR' })
    .optional(),
  SALESHUB_BATCH_EVENTS: z.coerce.number().int().min(1).max(200_000).optional(),
  SALESHUB_BATCH_MILLISECONDS: z.coerce.number().int().min(0).max(10_000).optional(),
  SALESHUB_REJECTED_DAYS: z.coerce.number().int().min(1).max(3650).optional(),
  SALESHUB_FSYNC: z.enum(['on', 'off']).optional(),
} as const;

const VARIABLE_NAMES = Object.keys(variables);

/** Where the store is. */
export type StoreLocation =
  | { kind: 'embedded'; dataDir: string }
  | {
      kind: 'server';
      url: string;
      writer: { username: string; password: string };
      reader: { username: string; password: string };
    };

/** How the ingest service works; what is left out has its default. */
export interface IngestSettings {
  commits?: Partial<CommitLimits>;
}

export interface Configuration {
  store: StoreLocation;
  database: string;
  /** The folder of the embedded store, and of what the hub keeps beside a store. */
  dataDir: string;
  /** Where the tracking plan is. */
  plan: PlanLocation;
  /** The secrets for contact data that the environment states. */
  contactSecrets?: ContactSecrets;
  host: string;
  port: number;
  logLevel: string;
  ingest: IngestSettings;
  /** For how many days refused events are kept; undefined leaves it as it is. */
  rejectedDays: number | undefined;
  /** Whether acknowledged rows are written through to the disk; undefined leaves it as it is. */
  fsync: boolean | undefined;
  /** The settings that the environment states; the store keeps them for every reader. */
  settings: Partial<ReportingSettings>;
}

/** A setting that is not what it may be. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly code = 'invalid_setting';
}

/**
 * Reads the settings from environment variables; an empty one counts as absent.
 * @param given from the command line; it wins over the environment, `data` also over CLICKHOUSE_URL
 * @throws ConfigurationError naming the variable and what it may be
 */
export function readConfiguration(
  environment: NodeJS.ProcessEnv,
  given: { data?: string; plan?: string } = {},
): Configuration {
  const stated = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, environment[name] || undefined]));
  const result = z.object(variables).safeParse(stated);
  if (!result.success) {
    const [issue] = result.error.issues;
    const name = String(issue?.path[0]);
    throw new ConfigurationError(`${name} must be ${describe(issue)}.`);
  }
  const values = result.data;
  const writer = { username: values.CLICKHOUSE_USER, password: values.CLICKHOUSE_PASSWORD };
  const reader = values.CLICKHOUSE_READER_USER
    ? { username: values.CLICKHOUSE_READER_USER, password: values.CLICKHOUSE_READER_PASSWORD }
    : writer;
  const dataDir = resolve(given.data ?? values.SALESHUB_DATA);
  const plan = given.plan ?? values.SALESHUB_PLAN;
  const secret = values.SALESHUB_CONTACT_SECRET;
  return {
    store:
      values.CLICKHOUSE_URL && given.data === undefined
        ? { kind: 'server', url: values.CLICKHOUSE_URL, writer, reader }
        : { kind: 'embedded', dataDir },
    database: values.CLICKHOUSE_DATABASE,
    dataDir,
    plan: { path: resolve(plan ?? DEFAULT_PLAN), required: plan !== undefined },
    ...(secret !== undefined && { contactSecrets: [secret, ...values.SALESHUB_CONTACT_SECRET_EARLIER] }),
    host: values.SALESHUB_HOST,
    port: values.SALESHUB_PORT,
    logLevel: values.SALESHUB_LOG_LEVEL,
    ingest: {
      commits: {
        ...(values.SALESHUB_BATCH_EVENTS !== undefined && { batchRows: values.SALESHUB_BATCH_EVENTS }),
        ...(values.SALESHUB_BATCH_MILLISECONDS !== undefined && {
          gatherMilliseconds: values.SALESHUB_BATCH_MILLISECONDS,
        }),
      },
    },
    rejectedDays: values.SALESHUB_REJECTED_DAYS,
    fsync: values.SALESHUB_FSYNC === undefined ? undefined : values.SALESHUB_FSYNC === 'on',
    settings: {
      ...(values.SALESHUB_TIME_ZONE && { timeZone: values.SALESHUB_TIME_ZONE }),
      ...(values.SALESHUB_WEEK_START && { weekStart: values.SALESHUB_WEEK_START }),
      ...(values.SALESHUB_CURRENCY && { currency: values.SALESHUB_CURRENCY }),
    },
  };
}

/** What the variables that are numbers may be. */
const RANGES: Record<string, string> = {
  SALESHUB_PORT: 'a port from 0 to 65535 (0: any free one)',
  SALESHUB_BATCH_EVENTS: 'a whole number from 1 to 200000',
  SALESHUB_REJECTED_DAYS: 'a whole number from 1 to 3650',
  SALESHUB_BATCH_MILLISECONDS: 'a whole number from 0 to 10000',
};

function describe(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'invalid_value') return `one of ${issue.values.join(', ')}`;
  const range = RANGES[String(issue?.path[0])];
  if (range) return range;
  return issue?.message ?? 'valid';
}
