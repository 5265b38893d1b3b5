import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseEvent } from '@saleshub/model';
import { terminalLine } from '../app/terminal-line';
import { loadMapping, previewTable, recogniseTable, type EncodingName } from '../import';
import type { Admission } from '../intake/intake';
import { writeYaml } from '../yaml/write-yaml';
import { UsageError } from './failures';

export interface ChosenMapping {
  mapping: Awaited<ReturnType<typeof loadMapping>>;
  source: string;
  /** Whether the table was recognised just now, and nobody has seen the mapping yet. */
  isRecognised: boolean;
}

const ROWS_SHOWN = 10;

/**
 * The mapping that is named, else the one beside the current folder from the last time, else what the table is recognised
 * as: that is shown, with some rows as they would be stored, and written for the next time.
 * @throws UsageError, MappingError, ImportError
 */
export async function chooseMapping(
  file: string,
  options: { mapping?: string; source?: string; encoding?: EncodingName },
): Promise<ChosenMapping> {
  if (options.mapping !== undefined) {
    if (options.source === undefined)
      throw new UsageError('missing_source', '--mapping needs --source: what the tool is called.');
    return { mapping: await loadMapping(options.mapping), source: options.source, isRecognised: false };
  }
  const path = resolve(`${basename(file)}.mapping.yaml`);
  if (existsSync(path)) {
    const mapping = await loadMapping(path);
    const source = options.source ?? (await recogniseTable(file, { encoding: options.encoding })).source;
    process.stderr.write(`Mapping: ${path}, source ${source}.\n`);
    return { mapping, source, isRecognised: false };
  }
  const recognised = await recogniseTable(file, { encoding: options.encoding });
  const source = options.source ?? recognised.source;
  const text = writeYaml(recognised.mapping);
  await writeFile(
    path,
    `# How the rows of ${basename(file)} are read; see docs/import.md. Recognised as ${recognised.name}.\n${text}`,
  );
  const mapping = await loadMapping(path);
  const rows = await previewTable(
    { file, mapping, encoding: options.encoding, timeZone: 'UTC', admit: parseAlone },
    ROWS_SHOWN,
  );
  const lines = [
    `A table of ${recognised.name}, read with this mapping (${path}):`,
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
    ...recognised.remarks,
    'Its first rows:',
    ...rows.map((row) => `  ${row}`),
  ];
  process.stderr.write(`${lines.map(terminalLine).join('\n')}\n`);
  return { mapping, source, isRecognised: true };
}

/**
 * Asks at the terminal.
 * @throws UsageError where nobody can be asked, or the answer is no
 */
export async function confirm(question: string, mapping: string): Promise<void> {
  const nothing = `Nothing is loaded. The mapping is in ${mapping}: look at it, and run this again.`;
  if (!process.stdin.isTTY) throw new UsageError('not_confirmed', `${nothing} --yes loads without asking.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('not_confirmed', nothing);
  } finally {
    terminal.close();
  }
}

/** Checks an event by itself: plan and secrets belong to a hub, which is not open yet. */
function parseAlone(body: unknown): Admission {
  const parsed = parseEvent(body, { now: Date.now() });
  return parsed.ok ? { ...parsed, digest: Buffer.alloc(0) } : parsed;
}
