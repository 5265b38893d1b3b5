/** Why a snapshot is not taken at all; stable, for programs. Nothing of it is stored. */
export type SnapshotErrorCode = 'older_snapshot' | 'too_many_deletions';

export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';

  constructor(
    readonly code: SnapshotErrorCode,
    message: string,
  ) {
    super(message);
  }
}
