import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertSettings, type AlertSettings } from '@saleshub/model';
import { parse } from 'yaml';

/**
 * The deployment's settings of alerts.
 * @param root the folder in which `alerts.yaml` lies
 * @throws Error naming each field that is wrong, and what it may be
 */
export function readAlertSettings(root: string): AlertSettings {
  const found = alertSettings.safeParse(parse(readFileSync(join(root, 'alerts.yaml'), 'utf8')) ?? {});
  if (found.success) return found.data;
  const mistakes = found.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  throw new Error(`alerts.yaml\n${mistakes.join('\n')}`);
}
