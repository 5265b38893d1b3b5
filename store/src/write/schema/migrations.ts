import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One step of the schema, applied once and never changed afterwards. */
export interface Migration {
  version: number;
  name: string;
  statements: readonly string[];
}

/** The sources' folder, also for the build, which has the same place in the package. */
const STEPS = join(__dirname, '../../../src/write/schema/steps');

/** A line by itself between two statements of a file. */
const BETWEEN_STATEMENTS = '\n;\n';
/** Lines of their own, which are no part of a statement. */
const COMMENTS = /^--.*\n/gm;

/** Every step, forward only: a file each, `0001-what-it-does.sql`, whose text is frozen once it is released. */
export const MIGRATIONS: readonly Migration[] = readdirSync(STEPS)
  .filter((file) => file.endsWith('.sql'))
  .sort()
  .map(readStep);

/** The schema that this program reads and writes. */
export const SCHEMA_VERSION = Math.max(...MIGRATIONS.map(({ version }) => version));

function readStep(file: string): Migration {
  const [, version, name] = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file) ?? [];
  if (!version || !name) throw new Error(`${file}: a step of the schema is called 0001-what-it-does.sql`);
  const statements = readFileSync(join(STEPS, file), 'utf8').replace(COMMENTS, '').trimEnd().split(BETWEEN_STATEMENTS);
  return { version: Number(version), name: name.replaceAll('-', ' '), statements };
}

/** By which a step is recognised as the one that was applied. */
export function checksum({ statements }: Migration): string {
  return createHash('sha256').update(statements.join(BETWEEN_STATEMENTS)).digest('hex');
}
