import { loadSettings } from '@saleshub/store/read';
import { loadContactFingerprint, saveContactFingerprint } from '@saleshub/store/write';
import type { Configuration } from './configuration';
import type { Hub } from './hub';
import type { Plan } from '../intake/plan/load-plan';
import { createPlanRules } from '../intake/plan/plan-rules';
import { createContactHasher, type ContactHasher } from '../intake/privacy/contact-hasher';
import { ContactSecretError, makeContactSecret, readContactSecrets } from '../intake/privacy/contact-secrets';
import { createIntake, type Intake, type IntakeRules } from '../intake/intake';

type Secrets = Pick<Configuration, 'contactSecrets' | 'dataDir'>;

/** Opens the way into a prepared hub: with the plan, the settings that the hub keeps, and its secrets. */
export async function openIntake(hub: Hub, configuration: Secrets, plan: Plan): Promise<Intake> {
  return createIntake(await readRules(hub, configuration, plan));
}

/**
 * The rules of a hub's intake.
 * @throws ContactSecretError where the hub's contact data were hashed with a secret that is not among those given
 */
export async function readRules(hub: Hub, configuration: Secrets, plan: Plan): Promise<IntakeRules> {
  const contacts = await openContacts(hub, configuration);
  return { plan: createPlanRules(plan, await loadSettings(hub.reader)), contacts };
}

/**
 * The hub's secrets; the first time they are made. The store remembers which one is current, so that no process goes on
 * with another one unnoticed.
 */
export async function openContacts(hub: Hub, { contactSecrets, dataDir }: Secrets): Promise<ContactHasher> {
  const known = await loadContactFingerprint(hub.writer);
  const read = () => readContactSecrets(contactSecrets, dataDir);
  let secrets = await read();
  if (!secrets && known === undefined) {
    await makeContactSecret(dataDir);
    secrets = await read();
  }
  const contacts = secrets && createContactHasher(secrets);
  const [current] = contacts?.fingerprints ?? [];
  if (!contacts || current === undefined || (known !== undefined && !contacts.fingerprints.includes(known))) {
    throw new ContactSecretError(
      'other_contact_secret',
      'Contact data in the store were hashed with a secret that is not given: give it as SALESHUB_CONTACT_SECRET or in ' +
        'the file contact-secrets of the data folder; behind a newer one it does, too.',
    );
  }
  if (known !== current) await saveContactFingerprint(hub.writer, current);
  return contacts;
}
