import type { AlertSettings } from '@saleshub/model';
import { ALERT_TEXTS } from './texts';

type Entry = Record<string, unknown>;

/** The name of the contact point, of the template and of what all rules' alerts have in common. */
const NAME = 'Saleshub';
const QUIET = 'Saleshub: outside working hours';
const HOLIDAYS = 'Saleshub: holidays';

const TITLE = '{{ template "saleshub.title" . }}';
const MESSAGE = '{{ template "saleshub.message" . }}';

/** Addresses and secrets are Grafana's environment variables, which it fills in when it reads the file. */
const RECEIVERS: Record<AlertSettings['channels'][number], Entry> = {
  email: { addresses: '$ALERT_EMAIL', subject: TITLE, message: MESSAGE },
  slack: { url: '$ALERT_SLACK_URL', title: TITLE, text: MESSAGE },
  teams: { url: '$ALERT_TEAMS_URL', title: TITLE, message: MESSAGE },
  webhook: { url: '$ALERT_WEBHOOK_URL', title: TITLE, message: MESSAGE },
};

export function contactPoints({ channels }: AlertSettings): Entry[] {
  const receivers = channels.map((type) => ({ uid: `saleshub-${type}`, type, settings: RECEIVERS[type] }));
  return [{ orgId: 1, name: NAME, receivers }];
}

/**
 * Who hears what, and when: one message a rule and team; nothing about sales outside working hours, while failing data are
 * reported at once. Grafana has one tree of policies for all alerts: this is the whole of it.
 */
export function policies({ holidays }: AlertSettings): Entry[] {
  const quiet = [QUIET, ...(holidays.length > 0 ? [HOLIDAYS] : [])];
  const route = (matchers: string[][], more: Entry) => ({ receiver: NAME, object_matchers: matchers, ...more });
  const daily = { repeat_interval: '1d' };
  return [
    {
      orgId: 1,
      receiver: NAME,
      group_by: ['grafana_folder', 'alertname', 'team'],
      group_wait: '1m',
      group_interval: '1h',
      repeat_interval: '1d',
      routes: [
        route([['about', '=', 'data']], daily),
        route([['repeats', '=', 'weekly']], { repeat_interval: '1w', mute_time_intervals: quiet }),
        route([['product', '=', 'saleshub']], { ...daily, mute_time_intervals: quiet }),
      ],
    },
  ];
}

export function muteTimings({ workingHours, timeZone, holidays }: AlertSettings): Entry[] {
  const { from, to } = workingHours;
  const times = [
    ...(from > '00:00' ? [{ start_time: '00:00', end_time: from }] : []),
    { start_time: to, end_time: '24:00' },
  ];
  const quiet = [
    { times, weekdays: ['monday:friday'], location: timeZone },
    { weekdays: ['saturday', 'sunday'], location: timeZone },
  ];
  const days = holidays.map((date) => {
    const [year, month, day] = date.split('-').map((part) => String(Number(part)));
    return { years: [year], months: [month], days_of_month: [day], location: timeZone };
  });
  return [
    { orgId: 1, name: QUIET, time_intervals: quiet },
    ...(days.length > 0 ? [{ orgId: 1, name: HOLIDAYS, time_intervals: days }] : []),
  ];
}

/** No variable of Go's templates stands in it: Grafana would take its dollar sign for one of the environment. */
export function templates({ language }: AlertSettings): Entry[] {
  const { message, links } = ALERT_TEXTS[language];
  const template = `{{ define "saleshub.title" }}{{ if eq .Status "firing" }}${message.firing}{{ else }}${message.resolved}{{ end }}: {{ .CommonLabels.alertname }}{{ end }}
{{ define "saleshub.message" }}{{ range .Alerts }}{{ .Annotations.summary }}

{{ .Annotations.description }}

${links.dashboard}: {{ .Annotations.dashboard }}
{{ with .Annotations.records }}${links.records}: {{ . }}
{{ end }}
{{ end }}{{ end }}
`;
  return [{ orgId: 1, name: NAME, template }];
}
