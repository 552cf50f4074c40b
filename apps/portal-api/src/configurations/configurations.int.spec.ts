import {
  auditAnswer,
  configurationAnswer,
  configurationsAnswer,
  configurationVersionsAnswer,
  erpPaymentMethodsAnswer,
  problemJson,
  type Role,
  savedConfiguration,
  shopsAnswer,
} from '@abgleich/contracts';
import {
  type ConnectionId,
  type ErpGateway,
  Fault,
  HOUR,
  instant,
  type OrganisationId,
  type PaymentProvider,
  Secret,
} from '@abgleich/domain';
import {
  createConfigurationStore,
  createPortalConfigurations,
  createPortalStore,
  createSecretBox,
  createTestDatabase,
  generateSecretKey,
  insertOrder,
  parseSecretKeys,
  type ConfigurationStore,
  type PortalStore,
  type TestDatabase,
} from '@abgleich/persistence';
import { createLog, type RunningService } from '@abgleich/service-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createUser } from '../create-user.js';
import { startPortalApi } from '../start-portal-api.js';

const PASSWORD = 'correct horse battery staple';
const NOW = instant(Date.UTC(2026, 10, 21, 12));
/** Secrets of these specs; none may turn up in an answer or a log line. */
const KEY = 's-priv-canaryAAAA';
const OTHER_KEY = 's-priv-canaryBBBB';
const FOREIGN_KEY = 's-priv-canaryCCCC';
const PIXI_PASSWORD = 'canary-pixi-password';
const CANARIES = [KEY, OTHER_KEY, FOREIGN_KEY, PIXI_PASSWORD, 'canary'];

/** Unzer as far as keys go: which private key belongs to which public one, and whether it can be reached. */
const unzer = {
  pairs: new Map([
    ['s-pub-one', KEY],
    ['s-pub-two', OTHER_KEY],
    ['s-pub-theirs', FOREIGN_KEY],
    ['p-pub-live', 'p-priv-canaryLIVE'],
  ]),
  down: false,
  asked: [] as { readonly publicKey: string; readonly baseUrl: string | null }[],
};
const provider: Pick<PaymentProvider, 'checkKeys'> = {
  checkKeys: async ({ publicKey, privateKey, baseUrl }) => {
    unzer.asked.push({ publicKey, baseUrl });
    if (unzer.down) throw new Fault({ kind: 'transient', code: 'unzer.unreachable' });
    if (unzer.pairs.get(publicKey) !== privateKey.reveal())
      throw new Fault({ kind: 'config', code: 'unzer.keys-rejected' });
    return { paymentTypes: ['card'] };
  },
};
/** What pixi answers; a fault instead of lists when it is not to be had. */
let pixi: { readonly fault: Fault | null };
const gateway: Pick<ErpGateway, 'shops' | 'paymentMethods'> = {
  shops: async () => {
    if (pixi.fault) throw pixi.fault;
    return [shop('DEO', 'Outlet'), shop('DEM', 'Haus & Garten'), shop('DEM', 'Haus & Garten')];
  },
  paymentMethods: async () => {
    if (pixi.fault) throw pixi.fault;
    return [
      method('W', 'PayPal', 'HAL'),
      method('C', 'Kreditkarte', 'ANG'),
      method('X', 'Bar', ''),
    ];
  },
};
// The brands are pixi's; these are its answers.
const shop = (shopId: string, name: string) => ({ shopId, name }) as never;
const method = (code: string, name: string, initialStatus: string) =>
  ({ code, name, xmlTag: code, initialStatus }) as never;

type Merchant = { readonly organisationId: OrganisationId; readonly connectionId: string };
let database: TestDatabase;
let store: PortalStore;
let saved: ConfigurationStore;
let service: RunningService;
let ours: Merchant;
let theirs: Merchant;
let outbox = 0;
const answers: string[] = [];
const logLines: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  store = createPortalStore(database);
  const box = createSecretBox(parseSecretKeys(generateSecretKey()));
  saved = createConfigurationStore(database.db, box);
  service = await startPortalApi({
    store,
    clock: { now: () => NOW },
    log: createLog('portal-api', {
      level: 'debug',
      to: { write: (line: string) => void logLines.push(line) },
    }),
    port: 0,
    staticDir: null,
    publicUrl: null,
    trustedProxies: 0,
    configurations: {
      store: createPortalConfigurations(database, box),
      provider,
      gatewayFor: () => gateway,
      testProviderUrl: 'http://127.0.0.1:9',
    },
  });
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});
beforeEach(async () => {
  unzer.down = false;
  unzer.asked = [];
  pixi = { fault: null };
  await database.pool.query(
    'truncate portal.configuration_versions, portal.configurations, journal.orders, journal.paused_configurations cascade',
  );
  ours = await aMerchant();
  theirs = await aMerchant();
  outbox = await outboxCount();
});

async function aMerchant(): Promise<Merchant> {
  const organisationId = randomUUID() as OrganisationId; // brands are ours, the columns are uuids
  const id = randomUUID() as ConnectionId;
  await saved.saveOrganisation({
    id: organisationId,
    name: 'Muster',
    bookingState: 'active',
    bookingEndsAt: null,
  });
  const connection = {
    id,
    organisationId,
    name: 'Live',
    endpointUrl: 'https://pixi.example/',
    database: 'db',
    username: 'api',
    password: new Secret(PIXI_PASSWORD),
    active: true,
  };
  await saved.saveConnection(connection, { now: NOW, savedBy: 'spec', traceId: 't' });
  return { organisationId, connectionId: id };
}

const cookies = new Map<string, string>();
async function cookieOf({ organisationId }: Merchant, role: Role): Promise<string> {
  const key = `${organisationId}/${role}`;
  const known = cookies.get(key);
  if (known !== undefined) return known;
  const email = `${role}-${organisationId}@example.org`;
  const user = { organisationId, email, name: `Anna (${role})`, role, language: 'de' } as const;
  await createUser(store, { ...user, password: PASSWORD });
  const answer = await call('POST', '/api/session', { body: { email, password: PASSWORD } });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  cookies.set(key, cookie);
  return cookie;
}

type Call = { readonly body?: unknown; readonly cookie?: string };
async function call(httpMethod: string, path: string, { body, cookie }: Call = {}) {
  const headers = new Headers({ origin: service.url });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (cookie !== undefined) headers.set('cookie', cookie);
  const response = await fetch(service.url + path, {
    method: httpMethod,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  answers.push(text);
  return {
    status: response.status,
    headers: response.headers,
    json: text === '' ? null : json(text),
  };
}
const json = (text: string): unknown => JSON.parse(text);
const codeOf = ({ json: body }: { readonly json: unknown }): string => problemJson.parse(body).code;
async function outboxCount(): Promise<number> {
  const { rows } = await database.pool.query<{ n: string }>(
    `select count(*) as n from messaging.outbox where type = 'config.changed'`,
  );
  return Number(rows[0]?.n);
}

const policy = { mode: 'expert', toleranceMinor: 2 };
const aForm = (change: object = {}) => ({
  active: true,
  bookingCodeInvoice: 'RPZ',
  bookingCodeReturn: 'GPZ',
  xmlTag: 'UNZERCARD',
  publicKey: 's-pub-one',
  privateKey: KEY as string | null,
  method: 'card',
  policy,
  ...change,
});
const aNew = ({ connectionId }: Merchant, form: object = {}, change: object = {}) => ({
  connectionId,
  shopId: 'DEM',
  shopName: 'Haus & Garten',
  paymentCode: 'C',
  paymentName: 'Kreditkarte',
  form: aForm(form),
  ...change,
});
const admin = (merchant: Merchant) => cookieOf(merchant, 'admin');
const create = async (merchant: Merchant, body: object) =>
  call('POST', '/api/configurations', { body, cookie: await admin(merchant) });
async function created(merchant: Merchant, form: object = {}, change: object = {}) {
  const answer = await create(merchant, aNew(merchant, form, change));
  expect(answer.status).toBe(201);
  return savedConfiguration.parse(answer.json);
}
const save = async (merchant: Merchant, id: string, body: object) =>
  call('PUT', `/api/configurations/${id}`, { body, cookie: await admin(merchant) });
const read = async (merchant: Merchant, id: string) =>
  configurationAnswer.parse(
    (await call('GET', `/api/configurations/${id}`, { cookie: await admin(merchant) })).json,
  );

describe('a new configuration', () => {
  it('is stored with version 1 and its author, works for the services, and is told to them', async () => {
    const { id, version, keys } = await created(ours);
    expect({ version, keys }).toEqual({ version: 1, keys: 'good' });
    const found = await read(ours, id);
    expect(found).toMatchObject({
      state: 'active',
      shopName: 'Haus & Garten',
      paymentName: 'Kreditkarte',
      method: 'card',
      savedBy: 'Anna (admin)',
      inFlight: 0,
      fields: { bookingCodeInvoice: 'RPZ', policy: { mode: 'expert', graceHours: 24 } },
    });
    const [working] = await saved.activeConfigurations(ours.connectionId as ConnectionId);
    expect(working?.privateKey.reveal()).toBe(KEY);
    expect(await outboxCount()).toBe(outbox + 1);
    const audit = auditAnswer.parse(
      (await call('GET', '/api/audit', { cookie: await admin(ours) })).json,
    );
    expect(audit.entries[0]).toMatchObject({
      action: 'configuration.saved',
      target: 'DEM/C',
      details: { version: '1', keys: 'good' },
    });
  });

  it('is refused for a payment method of the Mandant that is configured already', async () => {
    await created(ours);
    const again = await create(ours, aNew(ours));
    expect([again.status, codeOf(again)]).toEqual([409, 'portal.configuration-exists']);
    expect((await create(ours, aNew(ours, {}, { shopId: 'DEO' }))).status).toBe(201);
    expect((await create(theirs, aNew(theirs))).status).toBe(201);
  });

  it('asks Unzer where test keys of this installation go, and live keys only at Unzer itself', async () => {
    await created(ours);
    await created(
      ours,
      { publicKey: 'p-pub-live', privateKey: 'p-priv-canaryLIVE' },
      { shopId: 'DEO' },
    );
    expect(unzer.asked).toEqual([
      { publicKey: 's-pub-one', baseUrl: 'http://127.0.0.1:9' },
      { publicKey: 'p-pub-live', baseUrl: null },
    ]);
  });

  it.each([
    ['keys that Unzer refuses', { privateKey: OTHER_KEY }, 422, 'portal.keys-refused'],
    ['no private key', { privateKey: null }, 400, 'request.invalid'],
    ['keys of two environments', { privateKey: 'p-priv-live1' }, 400, 'request.invalid'],
    ['an XML tag with a blank', { xmlTag: 'UNZER CARD' }, 400, 'request.invalid'],
    ['a booking event of four characters', { bookingCodeInvoice: 'RPZX' }, 400, 'request.invalid'],
    [
      'a tolerance below zero',
      { policy: { ...policy, toleranceMinor: -1 } },
      400,
      'request.invalid',
    ],
  ])('is refused with %s, and nothing is kept', async (_what, form, status, code) => {
    const answer = await create(ours, aNew(ours, form));
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    const { rows } = await database.pool.query('select from portal.configurations');
    expect(rows).toHaveLength(0);
    expect(await outboxCount()).toBe(outbox);
  });

  it('is saved without a check only when the person says so', async () => {
    unzer.down = true;
    const refused = await create(ours, aNew(ours));
    expect([refused.status, codeOf(refused)]).toEqual([503, 'portal.keys-not-checked']);
    const answer = await create(ours, aNew(ours, {}, { uncheckedKeys: 'save' }));
    expect(savedConfiguration.parse(answer.json).keys).toBe('not-checked');
  });
});

describe('a saved configuration', () => {
  it('becomes a new version, keeps its private key, and ends a pause', async () => {
    const { id } = await created(ours);
    await database.pool.query(
      `insert into journal.paused_configurations values ($1, 1, $2, $3, 'configuration.keys-rejected', '{}', now(), now(), 1)`,
      [id, ours.organisationId, ours.connectionId],
    );
    expect(await read(ours, id)).toMatchObject({ state: 'paused' });
    const form = aForm({ privateKey: null, policy: { mode: 'standard', toleranceMinor: 5 } });
    const answer = await save(ours, id, { baseVersion: 1, form });
    expect(savedConfiguration.parse(answer.json)).toMatchObject({ version: 2, keys: 'good' });
    expect(await read(ours, id)).toMatchObject({ state: 'active', mode: 'standard', version: 2 });
    const [working] = await saved.activeConfigurations(ours.connectionId as ConnectionId);
    expect(working?.privateKey.reveal()).toBe(KEY);
    expect(await outboxCount()).toBe(outbox + 2);
  });

  it('is refused on top of a version that is no longer the newest, and one of two at once wins', async () => {
    const { id } = await created(ours);
    const body = { baseVersion: 1, form: aForm({ privateKey: null }) };
    const both = await Promise.all([save(ours, id, body), save(ours, id, body)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const late = await save(ours, id, body);
    expect([late.status, codeOf(late)]).toEqual([409, 'portal.configuration-changed']);
    expect((await read(ours, id)).version).toBe(2);
  });

  it('is not kept from saving something else while Unzer is down, but from saving other keys', async () => {
    const { id } = await created(ours);
    unzer.down = true;
    const same = await save(ours, id, { baseVersion: 1, form: aForm({ privateKey: null }) });
    expect(savedConfiguration.parse(same.json).keys).toBe('not-checked');
    const other = { publicKey: 's-pub-two', privateKey: OTHER_KEY };
    const refused = await save(ours, id, { baseVersion: 2, form: aForm(other) });
    expect(codeOf(refused)).toBe('portal.keys-not-checked');
  });

  it('can be switched off although Unzer refuses its keys, and not be left on', async () => {
    const { id } = await created(ours);
    unzer.pairs.delete('s-pub-one');
    const on = await save(ours, id, { baseVersion: 1, form: aForm({ privateKey: null }) });
    expect(codeOf(on)).toBe('portal.keys-refused');
    const off = await save(ours, id, {
      baseVersion: 1,
      form: aForm({ privateKey: null, active: false }),
    });
    unzer.pairs.set('s-pub-one', KEY);
    expect(off.status).toBe(200);
    expect(await read(ours, id)).toMatchObject({ state: 'off' });
  });

  it('tells of the stored key when the public key of the other environment is entered beside it', async () => {
    const { id } = await created(ours);
    const form = aForm({ privateKey: null, publicKey: 'p-pub-live' });
    expect(codeOf(await save(ours, id, { baseVersion: 1, form }))).toBe('portal.keys-differ');
  });

  it('counts the orders under it that are not finished, and names the methods seen', async () => {
    const { id } = await created(ours, { method: null });
    const states = ['waiting', 'locked', 'released', 'settled', 'cancelled'];
    for (const [index, state] of states.entries())
      await insertOrder(database.pool, ours, {
        orderNumber: String(index),
        firstSeenAt: new Date(NOW).toISOString(),
        methodName: index === 0 ? 'paypal' : 'card',
        state,
      });
    await database.pool.query('update journal.orders set configuration_id = $1', [id]);
    expect(await read(ours, id)).toMatchObject({
      inFlight: 3,
      method: 'card',
      chosenMethod: null,
      seenMethods: [
        { name: 'card', orders: 4 },
        { name: 'paypal', orders: 1 },
      ],
    });
  });
});

describe('versions', () => {
  it('say who saved what and whether the private key changed, and any can be restored with its key', async () => {
    const { id } = await created(ours);
    const two = aForm({ publicKey: 's-pub-two', privateKey: OTHER_KEY, active: false });
    await save(ours, id, { baseVersion: 1, form: two });
    await save(ours, id, { baseVersion: 2, form: { ...two, privateKey: null, xmlTag: 'OTHER' } });
    const cookie = await admin(ours);
    const path = `/api/configurations/${id}`;
    const { versions, truncated } = configurationVersionsAnswer.parse(
      (await call('GET', `${path}/versions`, { cookie })).json,
    );
    expect(truncated).toBe(false);
    expect(versions.map(({ version, privateKeyChanged }) => [version, privateKeyChanged])).toEqual([
      [3, false],
      [2, true],
      [1, true],
    ]);
    expect(versions.map(({ fields }) => fields.active)).toEqual([false, false, true]);
    const body = { version: 1, baseVersion: 3 };
    const answer = await call('POST', `${path}/restore`, { body, cookie });
    expect(savedConfiguration.parse(answer.json)).toMatchObject({ version: 4, keys: 'good' });
    const [working] = await saved.activeConfigurations(ours.connectionId as ConnectionId);
    expect([working?.publicKey, working?.privateKey.reveal()]).toEqual(['s-pub-one', KEY]);
    const stale = await call('POST', `${path}/restore`, { body, cookie });
    expect(codeOf(stale)).toBe('portal.configuration-changed');
    const missing = { version: 9, baseVersion: 4 };
    expect((await call('POST', `${path}/restore`, { body: missing, cookie })).status).toBe(404);
  });
});

describe('a copy', () => {
  it('takes the private key over inside the server, and only from the own organisation', async () => {
    const source = await created(ours);
    const form = aForm({ privateKey: null });
    const copy = await create(ours, {
      ...aNew(ours, {}, { shopId: 'DEO', copyOf: source.id }),
      form,
    });
    expect(copy.status).toBe(201);
    const working = await saved.activeConfigurations(ours.connectionId as ConnectionId);
    expect(working.map(({ privateKey }) => privateKey.reveal())).toEqual([KEY, KEY]);
    const stolen = { ...aNew(theirs, {}, { copyOf: source.id }), form };
    expect((await create(theirs, stolen)).status).toBe(404);
  });
});

describe("pixi's lists", () => {
  const list = async (merchant: Merchant, what: string, connectionId = merchant.connectionId) =>
    call('GET', `/api/connections/${connectionId}/${what}`, { cookie: await admin(merchant) });

  it('are read from pixi, each entry once, and say whether orders are imported on HOLD', async () => {
    expect(shopsAnswer.parse((await list(ours, 'shops')).json)).toEqual({
      kind: 'read',
      shops: [
        { shopId: 'DEM', name: 'Haus & Garten' },
        { shopId: 'DEO', name: 'Outlet' },
      ],
    });
    const methods = erpPaymentMethodsAnswer.parse((await list(ours, 'payment-methods')).json);
    expect(methods.kind === 'read' && methods.methods).toMatchObject([
      { code: 'C', importsOnHold: false },
      { code: 'W', importsOnHold: true },
      { code: 'X', importsOnHold: null },
    ]);
  });

  it('say until when pixi rests, and why it cannot be asked', async () => {
    const until = { kind: 'unavailable', code: 'pixi.quiet-window', until: '2026-11-21T13:00:00Z' };
    const fault = { kind: 'transient', code: 'pixi.quiet-window', retryAfterMs: HOUR } as const;
    pixi = { fault: new Fault(fault) };
    expect(shopsAnswer.parse((await list(ours, 'shops')).json)).toEqual({
      ...until,
      until: '2026-11-21T13:00:00.000Z',
    });
    pixi = { fault: new Fault({ kind: 'config', code: 'pixi.unauthorized' }) };
    expect((await list(ours, 'payment-methods')).json).toMatchObject({ code: 'pixi.unauthorized' });
    await database.pool.query('update portal.connections set active = false where id = $1', [
      ours.connectionId,
    ]);
    expect((await list(ours, 'shops')).json).toMatchObject({ code: 'connection-off' });
  });

  it("are never another organisation's", async () => {
    expect((await list(theirs, 'shops', ours.connectionId)).status).toBe(404);
    expect((await list(theirs, 'shops', 'no-id')).status).toBe(404);
  });
});

describe('who may do what', () => {
  it.each(['viewer', 'operations'] as const)('%s reads and cannot write', async (role) => {
    const { id } = await created(ours);
    const cookie = await cookieOf(ours, role);
    const path = `/api/configurations/${id}`;
    for (const readable of ['/api/configurations', path, `${path}/versions`])
      expect((await call('GET', readable, { cookie })).status).toBe(200);
    const writes = [
      await call('POST', '/api/configurations', { body: aNew(ours), cookie }),
      await call('PUT', path, { body: { baseVersion: 1, form: aForm() }, cookie }),
      await call('POST', `${path}/restore`, { body: { version: 1, baseVersion: 1 }, cookie }),
      await call('GET', `/api/connections/${ours.connectionId}/shops`, { cookie }),
    ];
    expect(writes.map(codeOf)).toEqual(Array(4).fill('portal.not-allowed'));
    expect((await read(ours, id)).version).toBe(1);
  });

  it('the configurations of one organisation do not exist for another', async () => {
    const { id } = await created(ours);
    const cookie = await admin(theirs);
    const list = await call('GET', '/api/configurations', { cookie });
    const { configurations, connections } = configurationsAnswer.parse(list.json);
    expect(configurations).toEqual([]);
    expect(connections.map((one) => one.id)).toEqual([theirs.connectionId]);
    const path = `/api/configurations/${id}`;
    const form = aForm();
    const tries = [
      await call('GET', path, { cookie }),
      await call('GET', `${path}/versions`, { cookie }),
      await call('PUT', path, { body: { baseVersion: 1, form }, cookie }),
      await call('POST', `${path}/restore`, { body: { version: 1, baseVersion: 1 }, cookie }),
      await create(theirs, { ...aNew(theirs), connectionId: ours.connectionId }),
      await call('GET', '/api/configurations/no-id', { cookie }),
    ];
    expect(tries.map(({ status }) => status)).toEqual(Array(6).fill(404));
    expect((await read(ours, id)).version).toBe(1);
  });

  it('no secret was in any answer or log line of these specs', () => {
    expect(answers.length).toBeGreaterThan(50);
    expect(logLines.length).toBeGreaterThan(5);
    for (const canary of CANARIES)
      expect([...answers, ...logLines].filter((text) => text.includes(canary))).toEqual([]);
    expect(answers.some((text) => text.includes('s-pub-one'))).toBe(true);
  });
});
