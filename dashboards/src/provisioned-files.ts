import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { AlertSettings } from '@saleshub/model';
import { alertFiles } from './alerts/alert-files';
import { DATA_SOURCE } from './data-source';
import { accountJourney } from './dashboards/account-journey';
import { customers } from './dashboards/customers';
import { dataHealth } from './dashboards/data-health';
import { digitalAndIntent } from './dashboards/digital-and-intent';
import { executiveOverview } from './dashboards/executive-overview';
import { outreach } from './dashboards/outreach';
import { pipeline } from './dashboards/pipeline';
import { salesOverview } from './dashboards/sales-overview';
import { teamAndRep } from './dashboards/team-and-rep';
import { winRate } from './dashboards/win-rate';

/** A file that Grafana mounts; the path is below `provisioning/`. */
export interface ProvisionedFile {
  path: string;
  text: string;
}

const GENERATED = '# Made by "npm run build -w dashboards"; changes here are lost.';

/** Grafana fills in the variables from its environment. */
const DATA_SOURCES = `${GENERATED}
apiVersion: 1
datasources:
  - name: Saleshub
    uid: ${DATA_SOURCE.uid}
    type: ${DATA_SOURCE.type}
    access: proxy
    isDefault: true
    editable: false
    url: $CLICKHOUSE_URL
    user: $CLICKHOUSE_READER_USER
    database: $CLICKHOUSE_DATABASE
    secureJsonData:
      password: $CLICKHOUSE_READER_PASSWORD
`;

const DASHBOARD_FOLDER = `${GENERATED}
apiVersion: 1
providers:
  - name: Saleshub
    folder: Saleshub
    folderUid: saleshub
    type: file
    allowUiUpdates: false
    options:
      path: /etc/grafana/provisioning/dashboards
`;

const DASHBOARDS = [
  salesOverview,
  executiveOverview,
  pipeline,
  winRate,
  teamAndRep,
  outreach,
  customers,
  accountJourney,
  digitalAndIntent,
  dataHealth,
];

/** Everything in `provisioning/`, as it must be with these settings of alerts. */
export function provisionedFiles(alerts: AlertSettings): ProvisionedFile[] {
  return [
    { path: 'datasources/saleshub.yaml', text: DATA_SOURCES },
    { path: 'dashboards/saleshub.yaml', text: DASHBOARD_FOLDER },
    ...DASHBOARDS.map((make) => dashboardFile(make())),
    ...Object.entries(alertFiles(alerts)).map(([name, text]) => ({ path: `alerting/${name}`, text })),
  ];
}

function dashboardFile(dashboard: Dashboard): ProvisionedFile {
  const numbered = { ...dashboard, panels: dashboard.panels?.map((panel, index) => ({ ...panel, id: index + 1 })) };
  const name = dashboard.uid?.replace(/^saleshub-/, '');
  return { path: `dashboards/${name}.json`, text: `${JSON.stringify(numbered, null, 2)}\n` };
}
