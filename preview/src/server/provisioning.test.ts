import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDashboards, readDataSources } from './provisioning';

describe('provisioned files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'saleshub-test-'));
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);

  beforeAll(() => {
    mkdirSync(join(folder, 'datasources'));
    mkdirSync(join(folder, 'dashboards'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('takes values of data sources from the environment, as Grafana does', () => {
    write(
      'datasources/one.yaml',
      `apiVersion: 1
datasources:
  - name: One
    uid: one
    type: some-datasource
    url: $STORE_URL
    user: \${STORE_USER}
    database: $ABSENT$constructor
    jsonData: { timeZone: Europe/Berlin }
    secureJsonData: { password: $STORE_PASSWORD }
`,
    );
    const environment = { STORE_URL: 'http://store:8123', STORE_USER: 'reader', STORE_PASSWORD: 'pa$$word' };
    expect(readDataSources(folder, environment)).toEqual([
      {
        name: 'One',
        uid: 'one',
        type: 'some-datasource',
        isDefault: false,
        url: 'http://store:8123',
        user: 'reader',
        database: '',
        jsonData: { timeZone: 'Europe/Berlin' },
        secureJsonData: { password: 'pa$$word' },
      },
    ]);
  });

  it('reads dashboards in the order of their titles and nothing else', () => {
    write('dashboards/b.json', '{ "uid": "b", "title": "Beta" }');
    write('dashboards/a.json', '{ "uid": "z", "title": "Alpha" }');
    write('dashboards/provider.yaml', 'apiVersion: 1');
    expect(readDashboards(folder)).toEqual([
      { uid: 'z', title: 'Alpha', json: { uid: 'z', title: 'Alpha' } },
      { uid: 'b', title: 'Beta', json: { uid: 'b', title: 'Beta' } },
    ]);
  });
});
