import type { TestOrganisation } from '@abgleich/persistence';
import { jsonSchemaOf, type JsonSchema } from '../open-api/json-schema-of.js';
import type { Route } from '@abgleich/contracts';

/** What there is to be found of an organisation, by the name that routes give it. Whoever adds a route with a new parameter adds a line. */
export type Findable = TestOrganisation & {
  readonly orderNumber: string;
  readonly tokenId: string;
  readonly userId: string;
  readonly configurationId: string;
  readonly invitationId: string;
  readonly sessionId: string;
};

/** Parameters of routes and fields of bodies that name something of an organisation. */
export const NAMES_OF_THINGS: Readonly<Record<string, (of: Findable) => string>> = {
  connectionId: ({ connectionId }) => connectionId,
  orderNumber: ({ orderNumber }) => orderNumber,
  tokenId: ({ tokenId }) => tokenId,
  userId: ({ userId }) => userId,
  configurationId: ({ configurationId }) => configurationId,
  invitationId: ({ invitationId }) => invitationId,
  sessionId: ({ sessionId }) => sessionId,
  version: () => '1',
};

/** Keys and addresses that lead nowhere. */
const CONFIGURATION = {
  active: true,
  bookingCodeInvoice: 'MAN',
  bookingCodeReturn: 'MIN',
  xmlTag: 'UNZER',
  publicKey: 's-pub-nobody',
  privateKey: 's-priv-nobody',
  method: 'card',
  policy: {
    mode: 'standard',
    toleranceMinor: 1,
    graceHours: 24,
    settleInvoiceAfterReceipt: false,
    warnBeforeExpiryDays: 2,
  },
} as const;
const CONNECTION = {
  name: 'Test',
  endpointUrl: 'https://pixi.example/soap',
  database: 'db',
  username: 'nobody',
  password: 'nobody-knows',
  active: false,
  saveAnyway: true,
} as const;

/** Bodies that no generator finds, by operation id: those whose schema asks for more than a shape. */
export const BODIES: Readonly<Record<string, (of: Findable) => unknown>> = {
  createConfiguration: ({ connectionId, configurationId }) => ({
    connectionId,
    shopId: 'DEM',
    shopName: 'Demo',
    paymentCode: 'K',
    paymentName: 'Kreditkarte',
    form: CONFIGURATION,
    copyOf: configurationId,
    uncheckedKeys: 'refuse',
  }),
  saveConfiguration: () => ({ baseVersion: 1, form: CONFIGURATION, uncheckedKeys: 'refuse' }),
  createConnection: () => CONNECTION,
  updateConnection: () => CONNECTION,
  saveMailAccount: () => ({
    host: 'mail.example',
    port: 25,
    security: 'none',
    username: null,
    password: null,
    sender: 'shop@shop.example',
    recipient: 'desk@shop.example',
  }),
};

/** The route's address for things of this organisation. Throws when it has a parameter that nobody gave a value for. */
export function addressOf(route: Route, of: Findable): string {
  return route.path.replaceAll(/\{(\w+)\}/g, (_place, name: string) => {
    const valueOf = NAMES_OF_THINGS[name];
    if (valueOf === undefined)
      throw new Error(`Give {${name}} of ${route.path} a value in NAMES_OF_THINGS.`);
    return encodeURIComponent(valueOf(of));
  });
}

/** A body that the route's schema accepts and that names things of this organisation. Throws when none was found. */
export function bodyFor(operationId: string, { body }: Route, of: Findable): unknown {
  if (body === undefined) return undefined;
  const found = BODIES[operationId]?.(of) ?? exampleOf(jsonSchemaOf(body, 'input'), of);
  if (!body.safeParse(found).success)
    throw new Error(
      `Give ${operationId} a body in BODIES; ${JSON.stringify(found)} does not fit its schema.`,
    );
  return found;
}

const FORMATS: Readonly<Record<string, string>> = {
  email: 'somebody@ours.example',
  uuid: '00000000-0000-4000-8000-000000000001',
  date: '2031-01-31',
  'date-time': '2031-01-31T12:00:00Z',
  uri: 'https://somewhere.example/',
};

/** The smallest value of a schema, with every property it knows. */
function exampleOf(schema: JsonSchema, of: Findable): unknown {
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  const [first] = [schema['anyOf'], schema['oneOf']].flatMap((one) =>
    Array.isArray(one) ? one : [],
  );
  if (first !== undefined) return exampleOf(first as JsonSchema, of); // a branch of a schema is a schema
  switch (schema['type']) {
    case 'object':
      return exampleObject(schema, of);
    case 'array':
      return Array.from(
        { length: Number(schema['minItems'] ?? 0) },
        () => exampleOf(schema['items'] as JsonSchema, of), // the items of an array have a schema
      );
    case 'integer':
    case 'number':
      return Math.max(Number(schema['minimum'] ?? 1), 1);
    case 'boolean':
      return true;
    case 'string':
      return FORMATS[String(schema['format'])] ?? 'x'.repeat(Number(schema['minLength'] ?? 1));
    default:
      return null;
  }
}

function exampleObject(schema: JsonSchema, of: Findable): Record<string, unknown> {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>; // JSON Schema says so
  return Object.fromEntries(
    Object.entries(properties).map(([name, below]) => [
      name,
      below['type'] === 'string' && NAMES_OF_THINGS[name] !== undefined
        ? NAMES_OF_THINGS[name](of)
        : exampleOf(below, of),
    ]),
  );
}
