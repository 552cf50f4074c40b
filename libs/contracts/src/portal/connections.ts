import { ERP_ABILITIES } from '@abgleich/domain';
import { z } from 'zod';
import type { Routes } from './route.js';

/** Product rule: a live and a test database. */
export const CONNECTIONS_MAX = 2;

/** Why a test of a connection failed, in words for which the portal has sentences. */
export const CONNECTION_TEST_CAUSES = [
  'login-refused',
  'host-unknown',
  'unreachable',
  'timeout',
  'certificate',
  'not-found',
  'not-pixi',
  'busy',
  'address-not-allowed',
  'refused',
  'other',
] as const;
export type ConnectionTestCause = (typeof CONNECTION_TEST_CAUSES)[number];

/** Longer than any real one; shorter than what a database minds. */
const NAME_MAX = 60;
const URL_MAX = 500;
const LOGIN_MAX = 200;

const isEndpoint = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '' && hash === '';
};

/** Messages are words that the portal has sentences for. */
const entry = z.object({
  name: z.string().trim().min(1, 'missing').max(NAME_MAX, 'too-long'),
  endpointUrl: z
    .string()
    .trim()
    .min(1, 'missing')
    .max(URL_MAX, 'too-long')
    .refine(isEndpoint, 'not-an-address'),
  database: z.string().trim().min(1, 'missing').max(NAME_MAX, 'too-long'),
  // A colon would end the user name in the header that carries both.
  username: z
    .string()
    .trim()
    .min(1, 'missing')
    .max(LOGIN_MAX, 'too-long')
    .regex(/^[^:]*$/, 'no-colon'),
});
/** Save although the test fails, or cannot be made now. */
const saveAnyway = z.boolean().default(false);

export const connectionCreate = entry.extend({
  password: z.string().min(1, 'missing').max(LOGIN_MAX, 'too-long'),
  active: z.boolean().default(true),
  saveAnyway,
});
export const connectionUpdate = entry.extend({
  /** `null` keeps the stored one. */
  password: z.string().min(1, 'missing').max(LOGIN_MAX, 'too-long').nullable(),
  saveAnyway,
});
export type ConnectionCreate = z.input<typeof connectionCreate>;
export type ConnectionUpdate = z.input<typeof connectionUpdate>;

const lacking = z.object({ ability: z.enum(ERP_ABILITIES), procedure: z.string() });

/** What a test found. That it failed is an answer, not a failure of the request. */
export const connectionTest = z.discriminatedUnion('result', [
  z.object({
    result: z.literal('passed'),
    at: z.iso.datetime(),
    /** How far pixi's clock is ahead of ours; `null`: it does not tell. */
    clockAheadSeconds: z.number().nullable(),
  }),
  /** Address and credentials are good; calls are missing. */
  z.object({ result: z.literal('lacking'), at: z.iso.datetime(), lacking: z.array(lacking) }),
  z.object({
    result: z.literal('failed'),
    at: z.iso.datetime(),
    cause: z.enum(CONNECTION_TEST_CAUSES),
    /** The HTTP status that says more; `null`: there is none. */
    status: z.string().nullable(),
  }),
  /** Nothing was sent: pixi is left alone until then. */
  z.object({ result: z.literal('quiet-window'), until: z.iso.datetime() }),
]);
export type ConnectionTest = z.infer<typeof connectionTest>;

/** `saved: false`: the test did not pass; ask for it once more with `saveAnyway`. `test: null`: nothing changed that a test could tell about. */
export const connectionSaveAnswer = z.discriminatedUnion('saved', [
  z.object({ saved: z.literal(true), id: z.string(), test: connectionTest.nullable() }),
  z.object({ saved: z.literal(false), test: connectionTest }),
]);
export type ConnectionSaveAnswer = z.infer<typeof connectionSaveAnswer>;

export const connectionView = z.object({
  id: z.string(),
  name: z.string(),
  endpointUrl: z.string(),
  database: z.string(),
  username: z.string(),
  active: z.boolean(),
  configurations: z.number().int(),
  activeConfigurations: z.number().int(),
  /** Orders that something has still to happen to. */
  ordersUnderWay: z.number().int(),
  /** When pixi last answered, since when it does not, and the fault; from what the services do all day. */
  lastSuccessAt: z.iso.datetime().nullable(),
  failingSince: z.iso.datetime().nullable(),
  faultCode: z.string().nullable(),
  /** The latest test of these very data; `null`: saved untested. */
  test: connectionTest.nullable(),
});
export type ConnectionView = z.infer<typeof connectionView>;

export const connectionsAnswer = z.object({
  readAt: z.iso.datetime(),
  /** Until then nothing may be sent to pixi; `null`: it may. */
  quietUntil: z.iso.datetime().nullable(),
  max: z.number().int(),
  connections: z.array(connectionView),
});
export type ConnectionsAnswer = z.infer<typeof connectionsAnswer>;

export const connectionParams = z.object({ connectionId: z.uuid() });
export const connectionSwitch = z.object({ active: z.boolean() });

export const CONNECTION_ROUTES = {
  listConnections: {
    method: 'GET',
    path: '/api/connections',
    access: 'viewer',
    withToken: true,
    summary: 'The pixi connections, how they stand and what depends on them. Never a password.',
    status: 200,
    answer: connectionsAnswer,
  },
  createConnection: {
    method: 'POST',
    path: '/api/connections',
    access: 'admin',
    withToken: false,
    summary: 'Test and save a new pixi connection; there may be two.',
    body: connectionCreate,
    status: 200,
    answer: connectionSaveAnswer,
  },
  updateConnection: {
    method: 'PUT',
    path: '/api/connections/{connectionId}',
    access: 'admin',
    withToken: false,
    summary: 'Test and save a changed pixi connection.',
    params: connectionParams,
    body: connectionUpdate,
    status: 200,
    answer: connectionSaveAnswer,
  },
  testConnection: {
    method: 'POST',
    path: '/api/connections/{connectionId}/test',
    access: 'operations',
    withToken: false,
    summary:
      'Test a stored pixi connection: address, credentials, and whether the needed calls are offered.',
    params: connectionParams,
    status: 200,
    answer: connectionTest,
  },
  switchConnection: {
    method: 'POST',
    path: '/api/connections/{connectionId}/active',
    access: 'admin',
    withToken: false,
    summary: 'Switch a pixi connection on or off; off, nothing below it is processed.',
    params: connectionParams,
    body: connectionSwitch,
    status: 204,
    answer: null,
  },
} as const satisfies Routes;
