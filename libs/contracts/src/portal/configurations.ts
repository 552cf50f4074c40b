import {
  APP_MODES,
  bookingCodeSchema,
  PAYMENT_METHOD_NAMES,
  policySchema,
  privateKeySchema,
  publicKeySchema,
  xmlTagSchema,
} from '@abgleich/domain';
import { z } from 'zod';
import type { Routes } from './route.js';

/** pixi's limits: a Mandant has up to three characters, a payment method exactly one. */
export const shopIdSchema = z.string().trim().min(1).max(3);
export const paymentCodeSchema = z.string().length(1).regex(/^\S$/);
const nameSchema = z.string().trim().max(120);

/** What a version of a configuration holds and people may see: everything but the private key. */
export const configurationFields = z.object({
  active: z.boolean(),
  bookingCodeInvoice: bookingCodeSchema,
  bookingCodeReturn: bookingCodeSchema,
  xmlTag: xmlTagSchema,
  publicKey: publicKeySchema,
  policy: policySchema,
});
export type ConfigurationFields = z.output<typeof configurationFields>;

/** The fields of the form, the same in the browser and on the server. `privateKey: null` keeps the stored one. */
export const configurationForm = configurationFields.extend({
  privateKey: privateKeySchema.nullable(),
  /** Which method of Unzer stands behind the payment method; chooses hints and the preview, decides nothing. */
  method: z.enum(PAYMENT_METHOD_NAMES).nullable(),
});
export type ConfigurationForm = z.output<typeof configurationForm>;

/** `s` (test) or `p` (live): the first letter of a key. */
export const keysBelongTogether = (form: {
  readonly publicKey: string;
  readonly privateKey: string | null;
}): boolean => form.privateKey === null || form.privateKey[0] === form.publicKey[0];
/** The code of the complaint about keys of two environments, at the path `privateKey`. */
export const KEYS_DIFFER = 'keys-differ';
const KEYS_DIFFER_ISSUE = {
  path: ['privateKey'],
  message: KEYS_DIFFER,
};

/** As `configurationForm`, and both keys are of the same environment. */
export const checkedConfigurationForm = configurationForm.refine(
  keysBelongTogether,
  KEYS_DIFFER_ISSUE,
);

/** The code of the complaint about a private key that must be entered, at the path `privateKey`. */
export const KEY_MISSING = 'key-missing';
/** As `checkedConfigurationForm`, where no private key is stored that could be kept. */
export const newConfigurationForm = configurationForm
  .extend({
    privateKey: privateKeySchema.nullable().refine((key) => key !== null, { message: KEY_MISSING }),
  })
  .refine(keysBelongTogether, KEYS_DIFFER_ISSUE);

/** Who saved what a merchant's file entered: no person. */
export const MERCHANT_FILE_AUTHOR = 'merchant file';

/** off-connection: switched on itself, but the pixi connection is off. paused: Unzer rejected its keys. */
export const CONFIGURATION_STATES = ['active', 'off', 'off-connection', 'paused'] as const;
export type ConfigurationState = (typeof CONFIGURATION_STATES)[number];

/** Stored answers are read loosely: what an older version of Abgleich or a merchant file stored must still be shown. */
const storedFields = z.object({
  active: z.boolean(),
  bookingCodeInvoice: z.string(),
  bookingCodeReturn: z.string(),
  xmlTag: z.string(),
  publicKey: z.string(),
  policy: policySchema,
});
const place = z.object({
  connectionId: z.uuid(),
  shopId: z.string(),
  /** As pixi called it when it was configured; `null`: entered by hand. */
  shopName: z.string().nullable(),
  paymentCode: z.string(),
  paymentName: z.string().nullable(),
});
export const configurationSummary = place.extend({
  id: z.uuid(),
  state: z.enum(CONFIGURATION_STATES),
  mode: z.enum(APP_MODES),
  publicKey: z.string(),
  /** Chosen by somebody, or else seen on most of its latest orders; a method of Unzer that is not ours keeps its own name. */
  method: z.string().nullable(),
  version: z.number().int(),
  savedBy: z.string(),
  savedAt: z.iso.datetime(),
  pausedSince: z.iso.datetime().nullable(),
  /** Orders under it that are not finished. */
  inFlight: z.number().int(),
});
export type ConfigurationSummary = z.infer<typeof configurationSummary>;

export const configurationsAnswer = z.object({
  readAt: z.iso.datetime(),
  connections: z.array(z.object({ id: z.uuid(), name: z.string(), active: z.boolean() })),
  configurations: z.array(configurationSummary),
});
export type ConfigurationsAnswer = z.infer<typeof configurationsAnswer>;

export const configurationAnswer = configurationSummary.extend({
  readAt: z.iso.datetime(),
  connectionName: z.string(),
  connectionActive: z.boolean(),
  chosenMethod: z.enum(PAYMENT_METHOD_NAMES).nullable(),
  /** Methods of Unzer on its latest orders, most frequent first. */
  seenMethods: z.array(z.object({ name: z.string(), orders: z.number().int() })),
  fields: storedFields,
});
export type ConfigurationAnswer = z.infer<typeof configurationAnswer>;

export const configurationVersion = z.object({
  version: z.number().int(),
  savedBy: z.string(),
  savedAt: z.iso.datetime(),
  /** `active: null`: versions of before this was kept. */
  fields: storedFields.extend({ active: z.boolean().nullable() }),
  /** Against the version before; `null`: cannot be told any more. The key itself leaves the server in no answer. */
  privateKeyChanged: z.boolean().nullable(),
});
export type ConfigurationVersion = z.infer<typeof configurationVersion>;
export const configurationVersionsAnswer = z.object({
  readAt: z.iso.datetime(),
  /** Newest first. */
  versions: z.array(configurationVersion),
  /** Older versions exist than are listed. */
  truncated: z.boolean(),
});

/** `save`: keep them although Unzer could not be asked whether they are good. */
const uncheckedKeys = z.enum(['refuse', 'save']).default('refuse');
export const createConfigurationRequest = z
  .object({
    connectionId: z.uuid(),
    shopId: shopIdSchema,
    shopName: nameSchema.nullable().default(null),
    paymentCode: paymentCodeSchema,
    paymentName: nameSchema.nullable().default(null),
    form: checkedConfigurationForm,
    /** The configuration it is a copy of; with `form.privateKey: null` its private key is taken over inside the server. */
    copyOf: z.uuid().nullable().default(null),
    uncheckedKeys,
  })
  .refine(({ form, copyOf }) => form.privateKey !== null || copyOf !== null, {
    path: ['form', 'privateKey'],
    message: 'is needed',
  });
export const saveConfigurationRequest = z.object({
  /** The version the form was filled from; refused when somebody saved a newer one meanwhile. */
  baseVersion: z.number().int().min(1),
  form: checkedConfigurationForm,
  uncheckedKeys,
});
export const restoreConfigurationRequest = z.object({
  version: z.number().int().min(1),
  baseVersion: z.number().int().min(1),
  uncheckedKeys,
});
/** `keys`: whether Unzer was asked and found the key pair good. */
export const savedConfiguration = z.object({
  id: z.uuid(),
  version: z.number().int(),
  keys: z.enum(['good', 'not-checked']),
});
export type SavedConfiguration = z.infer<typeof savedConfiguration>;

/** Why pixi was not asked, or did not answer: `connection-off`, or a key of the fault catalogue. */
const unavailable = z.object({
  kind: z.literal('unavailable'),
  code: z.string(),
  /** When it can be asked again, where that is known (the quiet window). */
  until: z.iso.datetime().nullable(),
});
export const shopsAnswer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('read'),
    shops: z.array(z.object({ shopId: z.string(), name: z.string() })),
  }),
  unavailable,
]);
export const erpPaymentMethodsAnswer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('read'),
    methods: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        xmlTag: z.string(),
        /** Orders of this method wait on HOLD after import, as Abgleich needs it; `null`: pixi does not tell. */
        importsOnHold: z.boolean().nullable(),
      }),
    ),
  }),
  unavailable,
]);

const configurationParams = z.object({ configurationId: z.uuid() });
const connectionParams = z.object({ connectionId: z.uuid() });

export const CONFIGURATION_ROUTES = {
  listConfigurations: {
    method: 'GET',
    path: '/api/configurations',
    access: 'viewer',
    withToken: true,
    summary: 'The configured payment methods with their state, and the pixi connections.',
    status: 200,
    answer: configurationsAnswer,
  },
  readConfiguration: {
    method: 'GET',
    path: '/api/configurations/{configurationId}',
    access: 'viewer',
    withToken: true,
    summary: 'One configuration as it is now, without its private key.',
    params: configurationParams,
    status: 200,
    answer: configurationAnswer,
  },
  listConfigurationVersions: {
    method: 'GET',
    path: '/api/configurations/{configurationId}/versions',
    access: 'viewer',
    withToken: true,
    summary: 'Who saved which version of a configuration, and what it held; newest first.',
    params: configurationParams,
    status: 200,
    answer: configurationVersionsAnswer,
  },
  createConfiguration: {
    method: 'POST',
    path: '/api/configurations',
    access: 'admin',
    withToken: false,
    summary: 'Configure a payment method, anew or as a copy; its keys are checked against Unzer.',
    body: createConfigurationRequest,
    status: 201,
    answer: savedConfiguration,
  },
  saveConfiguration: {
    method: 'PUT',
    path: '/api/configurations/{configurationId}',
    access: 'admin',
    withToken: false,
    summary: 'Save a new version of a configuration; its keys are checked against Unzer.',
    params: configurationParams,
    body: saveConfigurationRequest,
    status: 200,
    answer: savedConfiguration,
  },
  restoreConfiguration: {
    method: 'POST',
    path: '/api/configurations/{configurationId}/restore',
    access: 'admin',
    withToken: false,
    summary: 'Save an earlier version again, with its private key, as a new version.',
    params: configurationParams,
    body: restoreConfigurationRequest,
    status: 200,
    answer: savedConfiguration,
  },
  readShops: {
    method: 'GET',
    path: '/api/connections/{connectionId}/shops',
    access: 'admin',
    withToken: false,
    summary: 'The Mandanten that pixi knows, read from it now.',
    params: connectionParams,
    status: 200,
    answer: shopsAnswer,
  },
  readErpPaymentMethods: {
    method: 'GET',
    path: '/api/connections/{connectionId}/payment-methods',
    access: 'admin',
    withToken: false,
    summary: 'The payment methods that pixi knows, read from it now.',
    params: connectionParams,
    status: 200,
    answer: erpPaymentMethodsAnswer,
  },
} as const satisfies Routes;

/** Whether pixi's tag can be taken over as it stands. */
export const xmlTagUsable = (tag: string): boolean => xmlTagSchema.safeParse(tag).success;
