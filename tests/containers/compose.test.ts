import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readConfiguration } from '@saleshub/ingest';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = resolve(__dirname, '../..');
const readText = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const serviceSchema = z.object({
  image: z.string(),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  user: z.string(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  volumes: z.array(z.string()).default([]),
  healthcheck: z.unknown().optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
});
const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.null()),
});

const composeText = readText('docker-compose.yml');
const document: unknown = parse(composeText, { merge: true });
const compose = composeSchema.parse(document);
const services = Object.entries(compose.services);

/** The variables of `.env.example`, each with its value; in `required` those that must be filled in. */
function readExample(): { required: string[]; optional: Map<string, string> } {
  const lines = readText('.env.example').split('\n');
  const optional = lines.flatMap((line) => {
    const [, name, value] = /^#([A-Z_]+)=(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return {
    required: lines.flatMap((line) => /^([A-Z_]+)=$/.exec(line)?.[1] ?? []),
    optional: new Map(optional),
  };
}

/** Fills in variables as Compose does. */
function interpolate(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{([A-Z_]+):([-?])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const value = variables[name];
    if (value) return value;
    if (kind === '?') throw new Error(`${name}: ${rest}`);
    return rest;
  });
}

function environmentOf(name: string, variables: Readonly<Record<string, string>>): Record<string, string> {
  const stated = compose.services[name]?.environment ?? {};
  return Object.fromEntries(Object.entries(stated).map(([key, value]) => [key, interpolate(String(value), variables)]));
}

/** The variables that the service and the command line look at. */
function variablesOfIngest(): Set<string> {
  const seen = new Set<string>();
  const environment = new Proxy<NodeJS.ProcessEnv>({}, { get: (_, name) => void seen.add(String(name)) });
  readConfiguration(environment);
  return seen;
}

const allRequired = (): Record<string, string> =>
  Object.fromEntries(readExample().required.map((name) => [name, `${name} of sixteen characters`]));

describe('docker-compose.yml', () => {
  it('is what the Compose specification allows', () => {
    // The specification's own schema, with its licence (Apache 2.0): github.com/compose-spec/compose-spec, schema/.
    const schema = JSON.parse(readText('tests/containers/compose-spec.json')) as Record<string, unknown>;
    // It names its dialect by an address that the validator does not know; the dialect is the validator's own.
    delete schema['$schema'];
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    validate(document);
    expect(validate.errors).toBeNull();
  });

  it.each(['ingest', 'demo'])('sets for %s what it reads, and nothing else', (name) => {
    const known = variablesOfIngest();
    expect(Object.keys(environmentOf(name, allRequired())).filter((key) => !known.has(key))).toEqual([]);
  });

  it('gives the service settings that it accepts', () => {
    const optional = Object.fromEntries(readExample().optional);
    const configuration = readConfiguration(environmentOf('ingest', { ...optional, ...allRequired() }));
    expect(configuration).toMatchObject({
      database: 'saleshub',
      host: '0.0.0.0',
      port: 8080,
      store: {
        kind: 'server',
        writer: { username: 'saleshub', password: 'CLICKHOUSE_PASSWORD of sixteen characters' },
        reader: { username: 'saleshub_reader', password: 'CLICKHOUSE_READER_PASSWORD of sixteen characters' },
      },
    });
  });

  it('sets for Grafana what the provisioned files fill in', () => {
    const files = readdirSync(join(ROOT, 'provisioning'), { recursive: true, encoding: 'utf8' });
    const texts = files.filter((file) => file.endsWith('.yaml')).map((file) => readText(join('provisioning', file)));
    // Of the channels only those that alerts.yaml lists stand in the provisioned files.
    texts.push(readText('dashboards/src/alerts/notifications.ts'));
    const filledIn = texts.flatMap((text) => [...text.matchAll(/: '?\$([A-Z_]+)\b/gm)].map(([, name]) => name));
    const stated = Object.keys(compose.services['grafana']?.environment ?? {}).filter(
      (name) => !name.startsWith('GF_'),
    );
    expect(stated.sort()).toEqual([...new Set(filledIn)].sort());
  });

  it('sets for ClickHouse the passwords of its users', () => {
    const taken = [...readText('containers/clickhouse/users.xml').matchAll(/from_env="([A-Z_]+)"/g)];
    const stated = Object.keys(compose.services['clickhouse']?.environment ?? {});
    expect(stated.filter((name) => name.endsWith('_PASSWORD')).sort()).toEqual(taken.map(([, name]) => name).sort());
  });

  it('lets the plugin be loaded that the image holds', () => {
    const { id } = z.object({ id: z.string() }).parse(JSON.parse(readText('plugin/src/plugin.json')));
    expect(compose.services['grafana']?.environment['GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS']).toBe(id);
    expect(readText('containers/grafana/Dockerfile')).toContain(`/plugins/${id}\n`);
    expect(readText('containers/prometheus/prometheus.yml')).toContain(`/metrics/plugins/${id}\n`);
  });

  it('names files that there are', () => {
    const builds = services.flatMap(([, { build }]) => (build ? [join(build.context, build.dockerfile)] : []));
    const mounts = services
      .flatMap(([, { volumes }]) => volumes.map((volume) => volume.split(':')[0] ?? ''))
      .filter((source) => !(source in compose.volumes));
    const copied = [...new Set(builds)].flatMap((file) =>
      [...readText(file).matchAll(/^COPY (?!--from)(\S+)/gm)].map(([, source]) => source ?? ''),
    );
    const seenByBuilds = [...readText('.dockerignore').matchAll(/^!(.+)$/gm)].map(([, path]) => path ?? '');
    const missing = [...builds, ...mounts, ...copied, ...seenByBuilds].filter((path) => !existsSync(join(ROOT, path)));
    expect(missing).toEqual([]);
    expect(mounts).not.toEqual([]);
  });

  it('lets Prometheus ask services that there are', () => {
    const { scrape_configs: jobs } = z
      .object({
        scrape_configs: z.array(z.object({ static_configs: z.array(z.object({ targets: z.array(z.string()) })) })),
      })
      .parse(parse(readText('containers/prometheus/prometheus.yml')));
    const targets = jobs.flatMap(({ static_configs: groups }) => groups.flatMap((group) => group.targets));
    const { SALESHUB_PORT: port } = environmentOf('ingest', allRequired());
    expect(targets).toContain(`ingest:${port}`);
    expect(targets.filter((target) => !((target.split(':')[0] ?? '') in compose.services))).toEqual([]);
  });

  it('runs no service as root, and pins what it runs', () => {
    for (const [name, { image, user, build }] of services) {
      expect([name, user]).toEqual([name, expect.stringMatching(/^[1-9]\d*:\d+$/)]);
      if (!build) expect([name, image]).toEqual([name, expect.stringMatching(/:v?\d+\.\d+\.\d/)]);
    }
  });

  it('waits only for services that say when they are ready', () => {
    const awaited = services.flatMap(([, { depends_on }]) => Object.entries(depends_on));
    expect(awaited.map(([, { condition }]) => condition)).toEqual(awaited.map(() => 'service_healthy'));
    expect(awaited.filter(([name]) => compose.services[name]?.healthcheck === undefined)).toEqual([]);
  });
});

describe('.env.example', () => {
  const variables = [...composeText.matchAll(/\$\{([A-Z_]+):([-?])([^}]*)\}/g)].map(
    ([, name = '', kind, rest = '']) => ({
      name,
      isRequired: kind === '?',
      rest,
    }),
  );
  const unique = (names: string[]) => [...new Set(names)].sort();

  it('leaves every required variable to be filled in', () => {
    const required = variables.filter(({ isRequired }) => isRequired).map(({ name }) => name);
    expect(readExample().required.sort()).toEqual(unique(required));
  });

  it('lists every other variable with its default', () => {
    const { optional } = readExample();
    const others = variables.filter(({ isRequired }) => !isRequired);
    expect([...optional.keys()].sort()).toEqual(unique(others.map(({ name }) => name)));
    for (const { name, rest } of others) if (rest) expect([name, optional.get(name)]).toEqual([name, rest]);
  });

  it('is filled in with random secrets, once', () => {
    const folder = mkdtempSync(join(tmpdir(), 'saleshub-env-'));
    try {
      mkdirSync(join(folder, 'containers'));
      cpSync(join(ROOT, '.env.example'), join(folder, '.env.example'));
      cpSync(join(ROOT, 'containers/make-env.sh'), join(folder, 'containers/make-env.sh'));
      const makeEnv = () => execFileSync('sh', ['containers/make-env.sh'], { cwd: folder, stdio: 'pipe' });
      makeEnv();
      const made = readFileSync(join(folder, '.env'), 'utf8');
      const secrets = readExample().required.map((name) => new RegExp(`^${name}=([0-9a-f]{48})$`, 'm').exec(made)?.[1]);
      expect(secrets).not.toContain(undefined);
      expect(new Set(secrets).size).toBe(secrets.length);
      expect(makeEnv).toThrow(/nothing was changed/);
      expect(readFileSync(join(folder, '.env'), 'utf8')).toBe(made);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
