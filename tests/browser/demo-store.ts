import { DEMO_SETTINGS, DEMO_SOURCES, demoEvents } from '@saleshub/demo';
import { NO_PLAN, openIntake, openHub, readConfiguration } from '@saleshub/ingest';
import { openWriter } from '@saleshub/store/write';

/** Long enough for the dashboard's six months; the whole story would take longer to load. */
const DAYS = 190;

/** Fills the folder's embedded store with the last months of the demo company. */
export async function fillDemoStore(dataDir: string, now: number): Promise<void> {
  const configuration = readConfiguration({ SALESHUB_DATA: dataDir });
  const hub = await openHub({ ...configuration, settings: DEMO_SETTINGS });
  try {
    await hub.prepare();
    const intake = await openIntake(hub, configuration, NO_PLAN);
    const failures: unknown[] = [];
    const writer = openWriter({ client: hub.writer, onProblem: (problem) => failures.push(problem), pace: 'bulk' });
    const batches = [...demoEvents({ now, from: now - DAYS * 86_400_000 })];
    await Promise.all(
      DEMO_SOURCES.map(({ source, namespace }) => {
        const events = batches.filter((batch) => batch.source === source).flatMap((batch) => batch.events);
        const admitted = events.map((event) => intake.admitChecked(source, event)).filter((admission) => admission.ok);
        return writer.write(
          { source, namespace },
          admitted.map(({ event }) => event),
          { digests: admitted.map(({ digest }) => digest) },
        );
      }),
    );
    await writer.settle();
    await writer.close();
    if (failures.length > 0) throw new Error('The demo could not be stored', { cause: failures[0] });
  } finally {
    await hub.close();
  }
}
