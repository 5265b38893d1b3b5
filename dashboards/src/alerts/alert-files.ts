import type { AlertSettings } from '@saleshub/model';
import { stringify } from 'yaml';
import { contactPoints, muteTimings, policies, templates } from './notifications';
import { ruleGroups } from './rule-groups';

/** The files of `provisioning/alerting`, by their names. */
export function alertFiles(settings: AlertSettings): Record<string, string> {
  return {
    'rules.yaml': file({ groups: ruleGroups(settings) }),
    'notifications.yaml': file({
      contactPoints: contactPoints(settings),
      policies: policies(settings),
      muteTimes: muteTimings(settings),
      templates: templates(settings),
    }),
  };
}

const HEAD = '# Made from alerts.yaml by "npm run build -w dashboards"; changes here are lost.\n';

function file(content: Record<string, unknown>): string {
  // Without quotes some readers take 08:00 for a number; references to what stands above would be hard to read.
  return (
    HEAD +
    stringify(
      { apiVersion: 1, ...content },
      {
        lineWidth: 0,
        aliasDuplicateObjects: false,
        defaultKeyType: 'PLAIN',
        defaultStringType: 'QUOTE_SINGLE',
      },
    )
  );
}
