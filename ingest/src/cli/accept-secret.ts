import { saveContactFingerprint } from '@saleshub/store/write';
import { Command } from 'commander';
import { createContactHasher } from '../intake/privacy/contact-hasher';
import { makeContactSecret, readContactSecrets } from '../intake/privacy/contact-secrets';
import { usePreparedHub, withPlan, type PlanOptions } from './store-option';

export function acceptSecretCommand(): Command {
  return withPlan(new Command('accept-secret'))
    .description('go on with the given secret for contact data, where the one of before is lost')
    .action(async (options: PlanOptions) => {
      await usePreparedHub(options, async (hub, { configuration: { contactSecrets, dataDir } }) => {
        const read = () => readContactSecrets(contactSecrets, dataDir);
        if (!(await read())) await makeContactSecret(dataDir);
        const secrets = await read();
        const [fingerprint] = secrets ? createContactHasher(secrets).fingerprints : [];
        if (fingerprint !== undefined) await saveContactFingerprint(hub.writer, fingerprint);
      });
      process.stderr.write('Contact data are hashed with this secret from now on.\n');
    });
}
