import { existsSync } from 'node:fs';
import { ALERT_RULES, alertSettings, rulesInForce, type AlertRule } from '@saleshub/model';
import { loadSettings } from '@saleshub/store/read';
import { Argument, Command, Option } from 'commander';
import { firingsJson, summarize } from '../alerts/alerts-json';
import type { Assumption } from '../alerts/assume-known';
import { askerOf, tryPast } from '../alerts/try-past';
import {
  judge,
  observe,
  sweepThresholds,
  trialOf,
  withThreshold,
  type Observed,
  type Trial,
} from '../alerts/try-rules';
import { startProgressBar } from '../app/progress-bar';
import { loadYaml } from '../yaml/load-yaml';
import { YamlError } from '../yaml/yaml-error';
import { UsageError } from './failures';
import { useHub, withStore, type StoreOptions } from './store-option';
import { renderTable } from './table';

const FORMATS = ['table', 'json'] as const;
const SETTINGS_FILE = 'alerts.yaml';

interface AlertOptions extends StoreOptions {
  settings?: string;
  format: (typeof FORMATS)[number];
}

interface TestOptions extends AlertOptions {
  last: string;
  set: string[];
  sweep?: string;
  known?: Assumption['by'];
}

class AlertSettingsError extends YamlError {}

export function alertsCommand(): Command {
  return new Command('alerts')
    .description('the alert rules: what fires now, and what would have fired in the past')
    .addCommand(checkCommand())
    .addCommand(testCommand());
}

function withAlerts(command: Command): Command {
  return withStore(command)
    .option('--settings <file>', `thresholds and rules that are off (default: ./${SETTINGS_FILE} where there is one)`)
    .addOption(new Option('--format <format>', 'how to print').choices(FORMATS).default('table'));
}

const RULE_IDS = ALERT_RULES.map(({ id }) => id);
const collect = (value: string, before: string[]) => [...before, value];

function checkCommand(): Command {
  return withAlerts(new Command('check'))
    .description('evaluate every rule now')
    .action(async (options: AlertOptions) => {
      const rules = await readRules(options);
      const trials = await useHub(options, async (hub) => {
        await hub.requireSchema();
        const settings = await loadSettings(hub.reader);
        const now = Date.now();
        const found: Trial[] = [];
        for (const rule of rules) {
          found.push(trialOf(rule, await observe(rule, now, askerOf(hub.reader, settings)), [now]));
        }
        return { now, found, timeZone: settings.timeZone };
      });
      const rows = trials.found.flatMap((trial) =>
        firingsJson(trial, [trials.now], trials.timeZone).map((firing) => ({
          rule: trial.rule.id,
          labels: firing.labels,
          value: firing.value,
          threshold: trial.rule.condition.threshold,
        })),
      );
      if (options.format === 'json') return print(`${JSON.stringify({ rules: rules.length, firing: rows })}\n`);
      if (rows.length === 0) return print(`None of ${rules.length} rules fires.\n`);
      print(
        renderTable(
          ['rule', 'whose', 'value', 'threshold'],
          rows.map(({ rule, labels, value, threshold }) => [
            rule,
            whose(labels),
            numberText(value),
            numberText(threshold),
          ]),
        ),
      );
    });
}

function testCommand(): Command {
  return withAlerts(new Command('test'))
    .description(
      'evaluate rules on every day of the past, on what was known then: when they would have fired, and for whom',
    )
    .addArgument(new Argument('[rule]', 'one rule, with every time that it would have fired').choices(RULE_IDS))
    .option('--last <days>', 'how far back, such as 90d', '365d')
    .option('--set <name=value>', 'try another threshold of the rule: threshold=0.1', collect, [])
    .addOption(new Option('--sweep <name>', 'compare thresholds of the rule').choices(['threshold']))
    .addOption(
      new Option(
        '--known <when>',
        'when events are taken to have become known (default: when they were received, or, where most were imported long after, when they occurred)',
      ).choices(['received', 'occurred']),
    )
    .action(async (id: string | undefined, options: TestOptions) => {
      const rules = chooseRules(await readRules(options), id, options);
      const days = parseDays(options.last);
      const bar = startProgressBar('Trying rules on the past {bar} {percentage} %');
      const result = await useHub(options, async (hub) => {
        await hub.requireSchema();
        return tryPast(hub, rules, { days, known: options.known, onProgress: bar.show });
      }).finally(bar.stop);
      const { times, timeZone, assumption, observed } = result;
      if (assumption.notice) process.stderr.write(`warning: ${assumption.notice}\n`);
      const trials = rules.map((rule) => trialOf(rule, observed.get(rule.id) ?? [], times));
      const [single] = id === undefined ? [] : trials;
      const sweep = single && options.sweep ? sweepOf(single.rule, observed.get(single.rule.id) ?? [], times) : [];
      const summaries = trials.map((trial) => summarize(trial, times));
      const firings = single ? firingsJson(single, times, timeZone) : [];
      if (options.format === 'json') {
        const base = { days, known_by: assumption.by, rules: summaries };
        return print(
          `${JSON.stringify({ ...base, ...(single && { firings }), ...(sweep.length > 0 && { sweep }) })}\n`,
        );
      }
      print(summaryTable(summaries));
      if (firings.length > 0) {
        const rows = firings.map(({ labels, from, to, days: length, value }) => [
          ...[whose(labels), from.slice(0, 10), to?.slice(0, 10) ?? 'still', String(length), numberText(value)],
        ]);
        print(`\n${renderTable(['whose', 'from', 'to', 'days', 'value'], rows)}`);
      }
      if (sweep.length > 0) print(`\n${summaryTable(sweep)}`);
    });
}

async function readRules({ settings }: AlertOptions): Promise<AlertRule[]> {
  const path = settings ?? (existsSync(SETTINGS_FILE) ? SETTINGS_FILE : undefined);
  if (path === undefined) return [...ALERT_RULES];
  const file = { what: 'the settings of alerts', schema: alertSettings, check: () => [], Mistake: AlertSettingsError };
  return rulesInForce(await loadYaml(path, file));
}

/** @throws UsageError where a threshold is set without a rule, or is none */
function chooseRules(rules: readonly AlertRule[], id: string | undefined, { set, sweep }: TestOptions): AlertRule[] {
  if (id === undefined) {
    if (set.length === 0 && sweep === undefined) return [...rules];
    throw new UsageError('invalid_option', '--set and --sweep need a rule: saleshub alerts test RULE.');
  }
  // A rule that is off can be tried before it is switched on.
  const rule = rules.find((one) => one.id === id) ?? ALERT_RULES.find((one) => one.id === id);
  if (!rule) throw new UsageError('invalid_option', `There is no rule ${id}.`);
  const thresholds = set.map((text) => {
    const [, number = ''] = /^threshold=(-?[\d.]+)$/.exec(text) ?? [];
    if (number === '' || Number.isNaN(Number(number))) {
      throw new UsageError('invalid_option', `--set must be threshold=NUMBER, not "${text}".`);
    }
    return Number(number);
  });
  const threshold = thresholds.at(-1);
  return [threshold === undefined ? rule : withThreshold(rule, threshold)];
}

function parseDays(text: string): number {
  const days = Number(/^(\d{1,4})d$/.exec(text)?.[1] ?? NaN);
  if (days >= 1 && days <= 1100) return days;
  throw new UsageError('invalid_option', `--last must be a number of days from 1d to 1100d, not "${text}".`);
}

function sweepOf(rule: AlertRule, observed: readonly Observed[], times: readonly number[]) {
  return sweepThresholds(rule, observed).map((threshold) => {
    const other = withThreshold(rule, threshold);
    return summarize(trialOf(other, judge(other, observed), times), times);
  });
}

function summaryTable(summaries: ReturnType<typeof summarize>[]): string {
  return renderTable(
    ['rule', 'threshold', 'firings', 'a month', 'days firing', 'evaluations', 'without a number'],
    summaries.map((one) => [
      ...[one.rule, numberText(one.threshold), String(one.firings), one.per_month.toFixed(2)],
      ...[String(one.firing_days), String(one.evaluations), String(one.without_number)],
    ]),
  );
}

const whose = (labels: Readonly<Record<string, string>>) => Object.values(labels).join(', ') || 'the company';
const numberText = (value: number | null) => (value === null ? 'none' : String(Number(value.toPrecision(6))));
const print = (text: string) => void process.stdout.write(text);
