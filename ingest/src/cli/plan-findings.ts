import { loadSettings } from '@saleshub/store/read';
import { listKeys, loadContactFingerprint } from '@saleshub/store/write';
import { isDeepStrictEqual } from 'node:util';
import type { Configuration } from '../app/configuration';
import type { Hub } from '../app/hub';
import { statedSettings } from '../app/planned-configuration';
import { loadPlan, type Plan } from '../intake/plan/load-plan';
import { settingsOf } from '../intake/plan/plan-settings';
import { planWarnings } from '../intake/plan/plan-warnings';
import { createContactHasher } from '../intake/privacy/contact-hasher';
import { readContactSecrets } from '../intake/privacy/contact-secrets';
import { describeFailure } from './failures';
import type { Finding } from './finding';

/** The plan, and what is to be said about the file. */
export async function examinePlan(configuration: Configuration): Promise<[Plan | undefined, Finding[]]> {
  try {
    const plan = await loadPlan(configuration.plan, statedSettings(configuration));
    const warnings = planWarnings(plan).map((text): Finding => ({ state: 'warning', text }));
    return [plan, [describePlan(plan), ...warnings]];
  } catch (error) {
    return [undefined, [{ state: 'failure', text: describeFailure(error) }]];
  }
}

function describePlan({ path, definition, rates }: Plan): Finding {
  if (path === undefined) {
    return { state: 'warning', text: 'No tracking plan: every source may send every type and field' };
  }
  const { sources } = definition;
  const primary = sources.filter((source) => source.primary);
  const known = [...rates.latest].map(([currency, date]) => `${currency} until ${date}`).sort();
  const parts = [
    sources.length > 0 ? `${sources.length} sources, ${primary.length} of them primary` : 'every source allowed',
    known.length > 0 ? `rates of ${known.join(', ')}` : 'no rates',
  ];
  return { state: 'ok', text: `Tracking plan ${path}: ${parts.join('; ')}` };
}

/** What plan and store have to do with each other. */
export async function* comparePlan(hub: Hub, plan: Plan, settings: Configuration['settings']): AsyncGenerator<Finding> {
  const stored = await loadSettings(hub.reader);
  if (!isDeepStrictEqual({ ...stored, ...settingsOf(plan, settings) }, stored)) {
    const text = 'Numbers still follow other settings than plan and environment: reload the service with SIGHUP';
    yield { state: 'warning', text: `${text}, or run saleshub migrate` };
  }
  const planned = plan.definition.sources.map(({ name }) => name);
  const active = (await listKeys(hub.writer)).filter(({ revoked }) => !revoked).map(({ source }) => source);
  const unplanned = planned.length > 0 ? [...new Set(active)].filter((source) => !planned.includes(source)) : [];
  if (unplanned.length > 0) {
    const text = `The plan has no source ${unplanned.join(', ')}, which has a key: all that it sends is refused`;
    yield { state: 'warning', text };
  }
}

/** Whether the secret that contact data were hashed with is at hand. */
export async function examineSecrets(hub: Hub, { contactSecrets, dataDir }: Configuration): Promise<Finding> {
  const known = await loadContactFingerprint(hub.writer);
  const secrets = await readContactSecrets(contactSecrets, dataDir);
  if (known === undefined) return { state: 'ok', text: 'The secret for contact data is set at the first start' };
  if (secrets && createContactHasher(secrets).fingerprints.includes(known)) {
    return { state: 'ok', text: 'The secret for contact data is the one that the store was written with' };
  }
  const text = 'The secret that contact data were hashed with is not given: see docs/privacy.md';
  return { state: 'failure', text };
}
