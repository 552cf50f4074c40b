import {
  bookingCodeSchema,
  policySchema,
  privateKeySchema,
  publicKeySchema,
  xmlTagSchema,
} from '@abgleich/domain';
import { PASSWORD_MIN, passwordFault } from '@abgleich/contracts';
import { z } from 'zod';

/** `env:NAME` stands for the variable's value, so that a file needs no secrets in it. */
const ENV_REFERENCE = /^env:([A-Z_][A-Z0-9_]*)$/;
const shortText = z.string().trim().min(1).max(200);

const user = z
  .strictObject({
    email: z.email().max(254),
    name: shortText,
    role: z.enum(['admin', 'operations', 'viewer']),
    language: z.enum(['de', 'en']).default('de'),
    password: z.string(),
  })
  .refine(({ email, password }) => passwordFault(password, email) === null, {
    path: ['password'],
    message: `must have at least ${PASSWORD_MIN} characters, be another word than the address and none of the commonest`,
  });
const connection = z.strictObject({
  name: shortText,
  endpointUrl: z.url({ protocol: /^https?$/ }),
  database: shortText,
  username: shortText,
  password: z.string().min(1).max(200),
  active: z.boolean(),
});
const mail = z.strictObject({
  host: shortText,
  port: z.number().int().min(1).max(65_535),
  security: z.enum(['none', 'starttls', 'tls']),
  username: shortText.nullable(),
  password: z.string().max(200).nullable(),
  sender: z.email(),
  recipient: z.email(),
});
const configuration = z
  .strictObject({
    shopId: z.string().min(1).max(3),
    paymentCode: z.string().length(1),
    active: z.boolean(),
    bookingCodeInvoice: bookingCodeSchema,
    bookingCodeReturn: bookingCodeSchema,
    xmlTag: xmlTagSchema,
    publicKey: publicKeySchema,
    privateKey: privateKeySchema,
    /** Only for a sandbox: Unzer's host follows from the key otherwise. */
    providerUrl: z.url().nullable().default(null),
    policy: policySchema,
  })
  .refine(({ publicKey, privateKey }) => publicKey[0] === privateKey[0], {
    path: ['privateKey'],
    message: 'belongs to another environment than publicKey (s- = test, p- = production)',
  });

/** A merchant as the one who runs Abgleich writes it down; see docs/how-to/connect-real-pixi-and-unzer.md. */
export const merchantFileSchema = z
  .strictObject({
    /** Names the merchant for good: the same key is the same merchant. */
    key: z.string().regex(/^[a-z0-9-]{1,60}$/),
    organisation: shortText,
    users: z.array(user).min(1).max(100),
    connection,
    mail: mail.nullable(),
    configurations: z.array(configuration).max(500),
  })
  .superRefine(({ configurations }, context) => {
    const seen = new Set<string>();
    configurations.forEach(({ shopId, paymentCode }, index) => {
      const name = `${shopId}/${paymentCode}`;
      if (seen.has(name)) {
        const path = ['configurations', index];
        context.addIssue({ code: 'custom', path, message: `is the second one for ${name}` });
      }
      seen.add(name);
    });
  });
export type MerchantFile = z.output<typeof merchantFileSchema>;

/**
 * Reads a merchant file's content. Answers the merchant, or one line for everything that is wrong: path and reason, never a value.
 */
export function parseMerchantFile(
  content: unknown,
  env: Readonly<Record<string, string | undefined>>,
): { merchant: MerchantFile } | { wrong: readonly string[] } {
  const missing: string[] = [];
  const filled = fillFromEnv(content, env, missing);
  if (missing.length > 0) {
    return {
      wrong: missing.map((name) => `the variable ${name} is named in the file but not set`),
    };
  }
  const parsed = merchantFileSchema.safeParse(filled);
  if (parsed.success) return { merchant: parsed.data };
  return {
    wrong: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${reasonOf(issue)}`),
  };
}

/** zod's own sentences may repeat what was given, and that may be a key; only ours, and those about structure, are shown. */
function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message;
  if (issue.code === 'unrecognized_keys') return `has unknown fields: ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_type') return `must be ${issue.expected}`;
  return 'has a value that cannot be used';
}

function fillFromEnv(
  value: unknown,
  env: Readonly<Record<string, string | undefined>>,
  missing: string[],
): unknown {
  if (Array.isArray(value)) return value.map((item) => fillFromEnv(item, env, missing));
  if (typeof value === 'object' && value !== null) {
    const filled = Object.entries(value).map(([name, item]) => [
      name,
      fillFromEnv(item, env, missing),
    ]);
    return Object.fromEntries(filled);
  }
  const name = typeof value === 'string' ? ENV_REFERENCE.exec(value)?.[1] : undefined;
  if (name === undefined) return value;
  const found = env[name];
  if (found === undefined || found === '') missing.push(name);
  return found;
}
