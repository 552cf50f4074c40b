import { z } from 'zod';

/** The portal's HTTP interface: one schema for server, client and docs. Amounts are minor units with currency; moments ISO 8601 in UTC. */
export const moneySchema = z.object({ minor: z.number().int(), currency: z.string().length(3) });

export const LANGUAGES = ['de', 'en'] as const;
export const ROLES = ['admin', 'operations', 'viewer'] as const;

export const signInRequest = z.object({
  email: z.email().max(254),
  password: z.string().min(1).max(200),
});
export const sessionAnswer = z.object({
  user: z.object({
    email: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    language: z.enum(LANGUAGES),
  }),
  organisation: z.object({ id: z.string(), name: z.string() }),
});
export type SessionAnswer = z.infer<typeof sessionAnswer>;

/** problem: an open error, or stuck · notice: only open notices · waiting: nothing open, waits for money or an answer · ok: the rest. */
export const PROBLEM_FILTERS = ['problem', 'notice', 'waiting', 'ok'] as const;
export type ProblemFilter = (typeof PROBLEM_FILTERS)[number];
export const ordersQuery = z.object({
  filter: z.enum(PROBLEM_FILTERS).optional(),
  search: z.string().trim().max(100).optional(),
  /** Opaque cursor of the previous page. */
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type OrdersQuery = z.infer<typeof ordersQuery>;

const problemSchema = z.object({
  id: z.string(),
  code: z.string(),
  number: z.string(),
  severity: z.enum(['error', 'notice']),
  document: z.string().nullable(),
  params: z.record(z.string(), z.string()),
  raisedAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().nullable(),
});

export const orderRow = z.object({
  connectionId: z.string(),
  /** The merchant's name for the pixi connection; tells live from test where there are two. */
  connectionName: z.string(),
  orderNumber: z.string(),
  shopOrderNumber: z.string().nullable(),
  shopId: z.string(),
  paymentCode: z.string(),
  methodName: z.string().nullable(),
  /** The payment's id at the provider as the ERP holds it, whether or not the provider knows it. */
  paymentId: z.string().nullable(),
  total: moneySchema.nullable(),
  state: z.string(),
  reason: z.string(),
  erpStatus: z.string().nullable(),
  /** The provider's word, but `authorized` where it says `pending` of a successful authorisation. */
  paymentState: z.string().nullable(),
  firstSeenAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  nextLookAt: z.iso.datetime().nullable(),
  problem: problemSchema.nullable(),
});
export type OrderRow = z.infer<typeof orderRow>;
export type ProblemView = z.infer<typeof problemSchema>;
const generalProblem = problemSchema.extend({ connectionName: z.string() });
export const ordersAnswer = z.object({
  /** When the server read this, by its own clock. */
  readAt: z.iso.datetime(),
  orders: z.array(orderRow),
  next: z.string().nullable(),
  /** Open problems of connections and configurations, errors first; orders alone are counted in `counts`. */
  general: z.array(generalProblem),
  counts: z.object({
    problem: z.number().int(),
    notice: z.number().int(),
    waiting: z.number().int(),
    ok: z.number().int(),
  }),
});
/** A problem that belongs to a whole connection or configuration instead of an order. */
export type GeneralProblem = z.infer<typeof generalProblem>;
export type OrdersAnswer = z.infer<typeof ordersAnswer>;

const timelineEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('decision'),
    at: z.iso.datetime(),
    service: z.string(),
    reason: z.string(),
    document: z.string().nullable(),
    configurationVersion: z.number().int().nullable(),
    facts: z.record(z.string(), z.unknown()),
  }),
  z.object({
    kind: z.literal('call'),
    at: z.iso.datetime(),
    side: z.enum(['erp', 'psp']),
    name: z.string(),
    durationMs: z.number(),
    outcome: z.string(),
    request: z.record(z.string(), z.unknown()).nullable(),
    response: z.record(z.string(), z.unknown()).nullable(),
  }),
  z.object({
    kind: z.literal('operation'),
    at: z.iso.datetime(),
    operation: z.string(),
    document: z.string(),
    amount: moneySchema.nullable(),
    status: z.string(),
    refusal: z.string().nullable(),
    finishedAt: z.iso.datetime().nullable(),
  }),
  z.object({ kind: z.literal('problem'), at: z.iso.datetime(), problem: problemSchema }),
]);
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const orderDetail = z.object({
  readAt: z.iso.datetime(),
  order: orderRow,
  configurationVersion: z.number().int().nullable(),
  /** The payment as last read at the provider. */
  payment: z
    .object({
      paymentId: z.string(),
      methodName: z.string(),
      state: z.string(),
      total: moneySchema,
      captured: moneySchema,
      refunded: moneySchema,
      remaining: moneySchema,
      readAt: z.iso.datetime(),
      transactions: z.array(
        z.object({
          path: z.string(),
          kind: z.string(),
          status: z.string(),
          amount: moneySchema,
          at: z.iso.datetime(),
        }),
      ),
    })
    .nullable(),
  invoices: z.array(
    z.object({
      invoiceNumber: z.string(),
      kind: z.enum(['invoice', 'credit-note']),
      total: moneySchema,
      settled: z.boolean(),
    }),
  ),
  problems: z.array(problemSchema),
  /** Newest first. */
  timeline: z.array(timelineEntry),
  /** Older entries exist than `timeline` shows. */
  timelineTruncated: z.boolean(),
});
export type OrderDetail = z.infer<typeof orderDetail>;

/** "Problem gelöst": clears the mark of one open problem of an order and does nothing else. */
export const resolveRequest = z.object({ problemId: z.uuid() });
/** A person's request to look at an order again was written down; what comes of it shows in the order. */
export const recheckAnswer = z.object({ requestedAt: z.iso.datetime() });

/** What the login-free error page may know: enough to find an order, nothing of customers or money. */
export const errorPageAnswer = z.object({
  readAt: z.iso.datetime(),
  organisationName: z.string(),
  problems: z.array(
    z.object({
      id: z.string(),
      connectionName: z.string(),
      shopId: z.string(),
      /** Empty for a problem of a connection or configuration as a whole. */
      orderNumber: z.string(),
      shopOrderNumber: z.string().nullable(),
      code: z.string(),
      number: z.string(),
      severity: z.enum(['error', 'notice']),
      document: z.string().nullable(),
      /** Only numbers that help to find the order; no amounts, no words of the other side. */
      params: z.record(z.string(), z.string()),
      raisedAt: z.iso.datetime(),
    }),
  ),
  /** More problems are open than are listed. */
  truncated: z.boolean(),
});
export type ErrorPageAnswer = z.infer<typeof errorPageAnswer>;

/** What happened, what it means, what to do. */
const threeTexts = z.object({ what: z.string(), means: z.string(), todo: z.string() });
/** Why an e-mail did not leave: `code` is a key of the fault catalogue, the texts are its words. */
const mailFault = z.object({
  code: z.string(),
  number: z.string(),
  de: threeTexts,
  en: threeTexts,
});

/** Where the organisation's e-mails about errors stand. */
export const mailStatusAnswer = z.object({
  readAt: z.iso.datetime(),
  /** untested: set up, and no test mail was accepted since. */
  account: z.enum(['missing', 'untested', 'accepted']),
  /** Errors that nobody was told by e-mail yet; those of the last seconds are still being collected. */
  errorsWaiting: z.number().int(),
  mailsWaiting: z.number().int(),
  /** Tried in vain for a week. */
  mailsGivenUp: z.number().int(),
  waitingSince: z.iso.datetime().nullable(),
  nextTryAt: z.iso.datetime().nullable(),
  /** `null`: nothing is wrong. */
  lastError: mailFault.extend({ at: z.iso.datetime().nullable() }).nullable(),
  /** Errors still open that no e-mail will tell any more, when the latest of their mails was given up and why; `null`: none. */
  givenUp: mailFault
    .extend({ errors: z.number().int().positive(), at: z.iso.datetime() })
    .nullable(),
});
export type MailStatusAnswer = z.infer<typeof mailStatusAnswer>;

/** How the independent checks of the organisation's orders went. */
export const checkStatusAnswer = z.object({
  readAt: z.iso.datetime(),
  /** The latest round that judged or tried something; `null`: there was none yet. */
  lastRun: z
    .object({
      endedAt: z.iso.datetime(),
      orders: z.number().int(),
      violations: z.number().int(),
      /** A key of the fault catalogue: why the round ended early. */
      faultCode: z.string().nullable(),
    })
    .nullable(),
  lastDay: z.object({
    orders: z.number().int(),
    calls: z.number().int(),
    violations: z.number().int(),
  }),
  /** Findings that are open as problems. */
  openFindings: z.number().int(),
});
export type CheckStatusAnswer = z.infer<typeof checkStatusAnswer>;

/** What became of a test mail. That it was refused is an answer, not a failure of the request. */
export const mailTestAnswer = z.discriminatedUnion('accepted', [
  z.object({ accepted: z.literal(true), at: z.iso.datetime(), recipient: z.string() }),
  z.object({
    accepted: z.literal(false),
    fault: mailFault,
    /** What the mail server said, without the account's secrets; `null` when it said nothing. */
    serverSaid: z.string().nullable(),
  }),
]);
export type MailTestAnswer = z.infer<typeof mailTestAnswer>;

/** RFC 9457. `code` is a key of the problem catalogue or of the portal's own texts; titles are English for API callers. */
export const problemJson = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  traceId: z.string(),
  errors: z.array(z.object({ path: z.string(), code: z.string(), fix: z.string() })).optional(),
});
export type ProblemJson = z.infer<typeof problemJson>;
