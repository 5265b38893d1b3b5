import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import type { DataSourceSettings } from '@grafana/data';
import type { SaleshubOptions, SaleshubSecureOptions } from '../types';
import { ConfigEditor } from './config-editor';

type Settings = DataSourceSettings<SaleshubOptions, SaleshubSecureOptions>;

const NEW: Settings = {
  id: 1,
  uid: 'hub',
  orgId: 1,
  name: 'Saleshub',
  typeLogoUrl: '',
  type: 'saleshub-saleshub-datasource',
  typeName: 'Saleshub',
  access: 'proxy',
  url: '',
  user: '',
  database: '',
  basicAuth: false,
  basicAuthUser: '',
  isDefault: false,
  jsonData: {},
  secureJsonFields: {},
  readOnly: false,
  withCredentials: false,
};

function configure(given: Partial<Settings> = {}) {
  const saved = { current: { ...NEW, ...given } };
  function SettingsPage() {
    const [options, setOptions] = useState(saved.current);
    const change = (changed: Settings) => {
      saved.current = changed;
      setOptions(changed);
    };
    return <ConfigEditor options={options} onOptionsChange={change} />;
  }
  render(<SettingsPage />);
  return { saved, user: userEvent.setup() };
}

describe('the settings of the data source', () => {
  it('save where ClickHouse is, and the secrets apart from the rest', async () => {
    const { saved, user } = configure();
    await user.type(screen.getByLabelText(/^Address/), 'https://clickhouse.example:8443');
    await user.type(screen.getByLabelText(/^User/), 'reader');
    await user.type(screen.getByLabelText('Password'), 'open sesame');
    await user.type(screen.getByLabelText('Database'), 'hub');
    await user.click(screen.getByLabelText(/^CA certificate/));
    await user.paste('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----');
    expect(saved.current).toEqual({
      ...NEW,
      url: 'https://clickhouse.example:8443',
      user: 'reader',
      database: 'hub',
      secureJsonFields: { password: false, caCertificate: false },
      secureJsonData: {
        password: 'open sesame',
        caCertificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
      },
    });
  });

  it('never show a saved secret, and replace it on request', async () => {
    const { saved, user } = configure({ secureJsonFields: { password: true, caCertificate: true } });
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('configured');
    await user.click(screen.getAllByRole('button', { name: 'Reset' })[0] as HTMLElement);
    expect(saved.current.secureJsonFields).toEqual({ password: false, caCertificate: true });
    await user.type(screen.getByLabelText('Password'), 'new');
    expect(saved.current.secureJsonData).toEqual({ password: 'new' });
  });

  it('save a client certificate and headers, the secrets apart from the rest', async () => {
    const { saved, user } = configure();
    await user.click(screen.getByLabelText(/^Client certificate/));
    await user.paste('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----');
    await user.click(screen.getByLabelText(/^Key of the client/));
    await user.paste('-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----');
    await user.click(screen.getByRole('button', { name: 'Add header' }));
    await user.type(screen.getByPlaceholderText('X-Custom-Header'), 'X-Tenant');
    await user.type(screen.getByPlaceholderText('Header Value'), 'sales');
    await user.tab();
    expect(saved.current.jsonData).toEqual({ httpHeaderName1: 'X-Tenant' });
    expect(saved.current.secureJsonData).toEqual({
      tlsClientCert: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
      tlsClientKey: '-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----',
      httpHeaderValue1: 'sales',
    });
    expect(screen.queryByText(/^Must be/)).toBeNull();
  });

  it('name what is no private key', async () => {
    const { user } = configure();
    await user.click(screen.getByLabelText(/^Key of the client/));
    await user.paste('-----BEGIN CERTIFICATE-----');
    expect(screen.getByText(/^Must be PEM: with a line -----BEGIN PRIVATE KEY/)).toBeTruthy();
  });

  it('warn of a server that is not checked', async () => {
    const { saved, user } = configure();
    expect(screen.queryByText(/^The server is not checked/)).toBeNull();
    await user.click(screen.getByLabelText(/^Skip TLS verification/));
    expect(saved.current.jsonData).toEqual({ tlsSkipVerify: true });
    expect(screen.getByText(/^The server is not checked/)).toBeTruthy();
  });

  it('save a minimum sample, also none', async () => {
    const { saved, user } = configure();
    const field = screen.getByLabelText(/^Minimum sample/);
    await user.type(field, '0');
    expect(saved.current.jsonData).toEqual({ minSample: 0 });
    await user.clear(field);
    expect(saved.current.jsonData).toEqual({});
  });

  it('save the business calendar, and leave it to the hub again', async () => {
    const { saved, user } = configure();
    await user.click(screen.getByRole('combobox', { name: /^Business time zone/ }));
    await user.keyboard('Europe/Berl');
    await user.click(await screen.findByRole('option', { name: 'Europe/Berlin' }));
    await user.click(screen.getByRole('combobox', { name: 'Week starts on' }));
    await user.click(await screen.findByRole('option', { name: 'Sunday' }));
    expect(saved.current.jsonData).toEqual({ timeZone: 'Europe/Berlin', weekStart: 'sunday' });
    await user.click(screen.getAllByRole('button', { name: /^Clear/ })[0] as HTMLElement);
    expect(saved.current.jsonData.timeZone).toBeUndefined();
  });

  it('name a time zone that there is not', () => {
    configure({ jsonData: { timeZone: 'Mars/Olympus' } });
    expect(screen.getByText('Must be an IANA time zone such as Europe/Berlin')).toBeTruthy();
  });

  it('save how long a query may take, and leave it open again', async () => {
    const { saved, user } = configure();
    const field = screen.getByLabelText(/^Time-out/);
    await user.type(field, '45');
    expect(saved.current.jsonData).toEqual({ timeoutSeconds: 45 });
    await user.clear(field);
    expect(saved.current.jsonData).toEqual({});
  });

  it.each([
    [{ url: 'clickhouse:8123' }, /^Must begin with http/],
    [{ url: 'tcp://clickhouse:9000' }, /^Must begin with http/],
    [{ url: 'http://clickhouse:9000' }, /^Looks like ClickHouse's native port/],
    [{ jsonData: { timeoutSeconds: 0 } }, /^Must be a whole number from 1/],
    [{ jsonData: { timeoutSeconds: 1.5 } }, /^Must be a whole number from 1/],
    [{ jsonData: { minSample: -1 } }, /^Must be a whole number from 0/],
  ])('name what is wrong with %j', (given, problem) => {
    configure(given);
    expect(screen.getByText(problem)).toBeTruthy();
  });

  it('name what is not a certificate', async () => {
    const { user } = configure();
    await user.click(screen.getByLabelText(/^CA certificate/));
    await user.paste('MIIB');
    expect(screen.getByText(/^Must be PEM/)).toBeTruthy();
  });

  it('find nothing wrong with what may be right', () => {
    configure({ url: 'https://clickhouse.example:8443', jsonData: { timeoutSeconds: 600 } });
    expect(screen.queryByText(/^(Must|Looks)/)).toBeNull();
  });

  it('cannot be changed where they are provisioned', () => {
    configure({ readOnly: true, url: 'http://clickhouse:8123', secureJsonFields: { password: true } });
    expect(screen.getByText(/These settings are provisioned/)).toBeTruthy();
    const inputs = [
      ...screen.getAllByRole<HTMLInputElement>('textbox'),
      ...screen.getAllByRole<HTMLInputElement>('combobox'),
      ...screen.getAllByRole<HTMLInputElement>('spinbutton'),
    ];
    expect(inputs.map(({ disabled }) => disabled)).toEqual(inputs.map(() => true));
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('configured');
    expect(screen.queryByRole('button', { name: 'Reset' })).toBeNull();
  });
});
