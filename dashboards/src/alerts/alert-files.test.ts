import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALERT_RULES, alertSettings, parseQuery } from '@saleshub/model';
import { parse } from 'yaml';
import { z } from 'zod';
import { alertFiles } from './alert-files';
import { ALERT_TEXTS } from './texts';

/** As Grafana reads its files of alerting: pkg/services/provisioning/alerting in its repository, version 13. */
const duration = z.string().regex(/^\d+[smhdw]$/);
const model = z.looseObject({ refId: z.string(), datasource: z.strictObject({ type: z.string(), uid: z.string() }) });
const rules = z.strictObject({
  apiVersion: z.literal(1),
  groups: z.array(
    z.strictObject({
      orgId: z.int(),
      name: z.string().min(1),
      folder: z.string().min(1),
      interval: duration,
      rules: z.array(
        z.strictObject({
          uid: z.string().regex(/^[a-zA-Z0-9_-]{1,40}$/),
          title: z.string().min(1).max(190),
          condition: z.string(),
          data: z.array(
            z.strictObject({
              refId: z.string(),
              datasourceUid: z.string(),
              relativeTimeRange: z.strictObject({ from: z.int(), to: z.int() }).optional(),
              model,
            }),
          ),
          noDataState: z.enum(['NoData', 'Alerting', 'OK', 'KeepLast']),
          execErrState: z.enum(['Error', 'Alerting', 'OK', 'KeepLast']),
          for: duration,
          annotations: z.record(z.string(), z.string()),
          labels: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ),
});

const ALL = { channels: ['email', 'slack', 'teams', 'webhook'], holidays: ['2026-12-25'] };
const filesOf = (settings: unknown) => alertFiles(alertSettings.parse(settings));
const rulesOf = (settings: unknown) =>
  rules.parse(parse(filesOf(settings)['rules.yaml'] ?? '')).groups.flatMap((group) => group.rules);

describe.each(['en', 'ko'])('rules.yaml in %s', (language) => {
  const found = rulesOf({ language });

  it('has every rule', () => {
    expect(found.map(({ uid }) => uid).sort()).toEqual(ALERT_RULES.map(({ id }) => `saleshub-${id}`).sort());
  });

  it.each(found)('$uid asks what the data source answers, and compares the first query', ({ data, condition }) => {
    const queries = data.filter(({ datasourceUid }) => datasourceUid !== '__expr__');
    for (const query of queries) {
      const { refId, datasource, ...asked } = query.model;
      expect(refId).toBe(query.refId);
      expect(datasource.uid).toBe(query.datasourceUid);
      expect(() => parseQuery(asked)).not.toThrow();
    }
    const compared = data.find(({ refId }) => refId === condition);
    expect(compared?.model).toMatchObject({ type: 'threshold', expression: queries[0]?.refId });
    expect(new Set(data.map(({ refId }) => refId)).size).toBe(data.length);
  });

  it.each(found)('$uid names in its message only queries and labels that it has', ({ data, annotations }) => {
    const text = Object.values(annotations).join('\n');
    const named = [...text.matchAll(/index \$values "(\w+)"/g)].map(([, name]) => name);
    expect(data.map(({ refId }) => refId)).toEqual(expect.arrayContaining(named));
    const labels = [...text.matchAll(/\$labels\.(\w+)/g)].map(([, name]) => name);
    expect(data[0]?.model['groupBy'] ?? []).toEqual(expect.arrayContaining([...new Set(labels)]));
  });

  // Braced ones are taken for the environment's, even in annotations.
  it('has nothing that Grafana would fill in from its environment', () => {
    const texts = found.flatMap(({ title, labels, annotations }) => [
      ...[title, ...Object.values(labels)].map((text) => text.includes('$')),
      ...Object.values(annotations).map((text) => text.includes('${')),
    ]);
    expect(texts).not.toContain(true);
  });
});

it('takes thresholds and switched-off rules from the settings', () => {
  const found = rulesOf({ rules: { 'stalled-value': { threshold: 7 }, 'nps-drop': { enabled: false } } });
  expect(found.map(({ uid }) => uid)).not.toContain('saleshub-nps-drop');
  const stalled = found.find(({ uid }) => uid === 'saleshub-stalled-value');
  expect(stalled?.data.at(-1)?.model['conditions']).toEqual([{ evaluator: { type: 'gt', params: [7] } }]);
});

it('says the same in every language', () => {
  const ids = ALERT_RULES.map(({ id }) => id).sort();
  for (const texts of Object.values(ALERT_TEXTS)) expect(Object.keys(texts.rules).sort()).toEqual(ids);
});

describe('notifications.yaml', () => {
  const named = z.looseObject({ name: z.string() });
  const route = z.looseObject({ receiver: z.string(), mute_time_intervals: z.array(z.string()).optional() });
  const notifications = z.strictObject({
    apiVersion: z.literal(1),
    contactPoints: z.array(named.extend({ receivers: z.array(z.looseObject({ uid: z.string(), type: z.string() })) })),
    policies: z.array(route.extend({ routes: z.array(route) })),
    muteTimes: z.array(named),
    templates: z.array(named.extend({ template: z.string() })),
  });
  const read = (settings: unknown) => notifications.parse(parse(filesOf(settings)['notifications.yaml'] ?? ''));

  it('has the channels that are listed, and only those', () => {
    const typesOf = (settings: unknown) => read(settings).contactPoints[0]?.receivers.map(({ type }) => type);
    expect(typesOf({})).toEqual(['email']);
    expect(typesOf(ALL)).toEqual(ALL.channels);
  });

  it('names contact points and mute timings that there are', () => {
    for (const { contactPoints, policies, muteTimes } of [read({}), read(ALL)]) {
      const [policy] = policies;
      const routes = [...(policy ? [policy] : []), ...(policy?.routes ?? [])];
      const receivers = contactPoints.map(({ name }) => name);
      const mutes = muteTimes.map(({ name }) => name);
      for (const { receiver, mute_time_intervals = [] } of routes) {
        expect(receivers).toContain(receiver);
        expect(mutes).toEqual(expect.arrayContaining(mute_time_intervals));
      }
      // The root may have none.
      expect(policy?.mute_time_intervals).toBeUndefined();
    }
  });

  it('has templates without variables of their own', () => {
    for (const { template } of read(ALL).templates) expect(template).not.toContain('$');
  });
});

it('is described in docs/alerts.md with its rules, thresholds and states without data', () => {
  const page = readFileSync(join(__dirname, '../../../docs/alerts.md'), 'utf8');
  for (const { id, condition, noData } of ALERT_RULES) {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${id}\``)) ?? '';
    const cells = row.split('|').map((cell) => cell.trim());
    const threshold = String(Math.round(condition.threshold * 10_000) / 10_000).replace('-', '−');
    expect([id, cells[3], cells[5]]).toEqual([id, threshold, noData === 'Alerting' ? '**fires**' : 'quiet']);
  }
});
