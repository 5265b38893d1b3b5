import type { Import, ImportLog } from '@saleshub/store/write';

/** Why an import is not taken back; stable, for programs. */
export type UndoErrorCode = 'unknown_import' | 'import_running' | 'later_snapshot';

export class UndoError extends Error {
  override readonly name = 'UndoError';

  constructor(
    readonly code: UndoErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** How long an import may run before it is taken for one whose process died. */
const RUNNING_MILLISECONDS = 6 * 3_600_000;
const MOST_SNAPSHOTS = 1000;

/**
 * Takes an import back. Of the snapshots of one source and kind only the newest can be: what the later ones say rests on
 * those before. One that is taken back already stays so.
 * @param removeEvents removes the import's events; gives how many they were
 * @param now milliseconds since 1970
 * @returns how many events are gone
 * @throws UndoError
 */
export async function undoImport(
  log: ImportLog,
  id: string,
  removeEvents: (id: string) => Promise<number>,
  now: number,
): Promise<number> {
  const [entry] = await log.list({ id }, 1);
  if (!entry) throw new UndoError('unknown_import', `There is no import ${id}; saleshub imports list shows them.`);
  if (entry.state === 'undone') return 0;
  if (entry.state === 'running' && now - entry.beganAt < RUNNING_MILLISECONDS) {
    throw new UndoError('import_running', `The import ${id} is under way.`);
  }
  const later = await laterSnapshot(log, entry);
  if (later) {
    const message =
      `A later snapshot of ${entry.kind} records of ${entry.source} is stored, ${later.id}: undo the newest first, then ` +
      'those before it.';
    throw new UndoError('later_snapshot', message);
  }
  const removed = await removeEvents(id);
  await log.note({ ...entry, state: 'undone', endedAt: entry.endedAt ?? now });
  return removed;
}

async function laterSnapshot(log: ImportLog, { id, source, kind, beganAt }: Import): Promise<Import | undefined> {
  if (kind === '') return undefined;
  const all = await log.list({ source, kind }, MOST_SNAPSHOTS);
  return all.find((other) => other.id !== id && other.state !== 'undone' && other.beganAt > beganAt);
}
