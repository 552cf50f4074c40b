import { assertNever } from './assert.js';

/** What has to be right before orders of a configuration are processed, in the order in which it is set up. */
export const SETUP_SUBJECTS = [
  'connection-active',
  'access',
  'procedures',
  'shop',
  'hold',
  'xml-tag',
  'booking-events',
  'keys',
  'webhook',
  'mail-account',
  'app-booking',
  'configuration-active',
] as const;
export type SetupSubject = (typeof SETUP_SUBJECTS)[number];

/** How a subject stands, and why. `by-hand`: nobody but a person can see it. `unknown`: nobody has looked yet. */
export const SETUP_REASONS = {
  'connection-on': 'ok',
  'connection-off': 'wrong',
  'access-works': 'ok',
  'access-refused': 'wrong',
  'access-failing': 'wrong',
  'access-untested': 'unknown',
  'procedures-offered': 'ok',
  'procedures-lacking': 'wrong',
  'procedures-unread': 'unknown',
  'shop-known': 'ok',
  'shop-unknown': 'wrong',
  'shop-unread': 'unknown',
  'shop-by-hand': 'by-hand',
  'hold-set': 'ok',
  'hold-not-set': 'wrong',
  'hold-method-unknown': 'wrong',
  'hold-seen': 'ok',
  'hold-never-seen': 'wrong',
  'hold-by-hand': 'by-hand',
  'hold-unread': 'unknown',
  'tag-same': 'ok',
  'tag-differs': 'wrong',
  'tag-by-hand': 'by-hand',
  'tag-unread': 'unknown',
  'events-equal': 'wrong',
  'events-used': 'ok',
  'events-partly-used': 'by-hand',
  'events-by-hand': 'by-hand',
  'keys-good': 'ok',
  'keys-refused': 'wrong',
  'keys-mixed': 'wrong',
  'keys-unreachable': 'unknown',
  'keys-unread': 'unknown',
  'webhook-registered': 'ok',
  'webhook-failing': 'wrong',
  'webhook-pending': 'unknown',
  'webhook-not-offered': 'ok',
  'mail-accepted': 'ok',
  'mail-untested': 'wrong',
  'mail-missing': 'wrong',
  'app-booked': 'ok',
  'app-not-booked': 'wrong',
  'configuration-on': 'ok',
  'configuration-off': 'wrong',
} as const satisfies Readonly<Record<string, SetupState>>;
export type SetupReason = keyof typeof SETUP_REASONS;
export const SETUP_STATES = ['ok', 'wrong', 'unknown', 'by-hand'] as const;
export type SetupState = (typeof SETUP_STATES)[number];

export type SetupFinding = {
  readonly subject: SetupSubject;
  readonly reason: SetupReason;
  /** Values for the sentence: names, codes and tags; no secrets. */
  readonly params: Readonly<Record<string, string>>;
};

/** What is known about everything one configuration stands on. */
export type SetupFacts = {
  readonly connection: {
    readonly active: boolean;
    /** The latest look; `cause: null` = it worked. `null`: nobody has looked since it was saved. */
    readonly look: { readonly cause: string | null; readonly lacking: readonly string[] } | null;
    /** How the services' own calls go: `working` lately, `refused` credentials, `failing`; `null`: they made none yet. */
    readonly contact: 'working' | 'refused' | 'failing' | null;
    /** Lists of the database; `null`: the database does not tell. `undefined`: nobody has read them yet. */
    readonly shops: readonly string[] | null | undefined;
    readonly methods:
      | readonly {
          readonly code: string;
          readonly xmlTag: string;
          readonly importsOnHold: boolean | null;
        }[]
      | null
      | undefined;
  };
  readonly configuration: {
    readonly active: boolean;
    readonly shopId: string;
    readonly paymentCode: string;
    readonly xmlTag: string;
    readonly bookingCodeInvoice: string;
    readonly bookingCodeReturn: string;
    readonly environment: 'test' | 'production';
    /** The private key's; `null`: it cannot be read. */
    readonly privateEnvironment: 'test' | 'production' | null;
  };
  /** The latest look at the keys of this very version: `good`, `refused`, or `unreachable`. `null`: nobody has looked. */
  readonly keys: 'good' | 'refused' | 'unreachable' | null;
  /** `not-offered`: this installation has no address that the provider reaches. */
  readonly webhook: 'registered' | 'failing' | 'pending' | 'not-offered';
  readonly mailAccount: 'accepted' | 'untested' | 'missing';
  readonly booked: boolean;
  /** What was seen of orders of this configuration. */
  readonly seen: {
    readonly orders: number;
    /** Of those, how many stood on hold until Abgleich released them. */
    readonly onHold: number;
    readonly invoicesBooked: number;
    readonly returnsBooked: number;
  };
};

/** Orders after which it is no longer chance that none of them stood on hold. */
const ORDERS_ENOUGH = 3;

/** Judges every subject of one configuration, in the order in which it is set up. */
export function judgeSetup(facts: SetupFacts): readonly SetupFinding[] {
  return SETUP_SUBJECTS.map((subject) => ({ subject, ...judge(subject, facts) }));
}

type Judged = Omit<SetupFinding, 'subject'>;
const because = (reason: SetupReason, params: Readonly<Record<string, string>> = {}): Judged => ({
  reason,
  params,
});

function judge(subject: SetupSubject, facts: SetupFacts): Judged {
  const { connection, configuration } = facts;
  switch (subject) {
    case 'connection-active':
      return because(connection.active ? 'connection-on' : 'connection-off');
    case 'access':
      return judgeAccess(connection);
    case 'procedures':
      return judgeProcedures(connection);
    case 'shop':
      return judgeShop(facts);
    case 'hold':
      return judgeHold(facts);
    case 'xml-tag':
      return judgeTag(facts);
    case 'booking-events':
      return judgeEvents(facts);
    case 'keys':
      return judgeKeys(facts);
    case 'webhook':
      return because(`webhook-${facts.webhook}`);
    case 'mail-account':
      return because(`mail-${facts.mailAccount}`);
    case 'app-booking':
      return because(facts.booked ? 'app-booked' : 'app-not-booked');
    case 'configuration-active':
      return because(configuration.active ? 'configuration-on' : 'configuration-off');
    default:
      return assertNever(subject);
  }
}

/** The services' own calls are newer than any look, as long as there are any. */
function judgeAccess({ look, contact }: SetupFacts['connection']): Judged {
  if (contact === 'refused') return because('access-refused');
  if (look?.cause === 'login-refused' && contact !== 'working') return because('access-refused');
  if (contact === 'failing') return because('access-failing');
  if (contact === 'working') return because('access-works');
  if (look === null) return because('access-untested');
  return because(look.cause === null ? 'access-works' : 'access-failing');
}

function judgeProcedures({ look }: SetupFacts['connection']): Judged {
  if (look === null || look.cause !== null) return because('procedures-unread');
  if (look.lacking.length === 0) return because('procedures-offered');
  return because('procedures-lacking', { procedures: look.lacking.join(', ') });
}

function judgeShop({ connection: { shops }, configuration: { shopId } }: SetupFacts): Judged {
  if (shops === undefined) return because('shop-unread', { shopId });
  if (shops === null) return because('shop-by-hand', { shopId });
  return because(shops.includes(shopId) ? 'shop-known' : 'shop-unknown', { shopId });
}

/** What pixi says goes before what was seen: it counts for the next order. */
function judgeHold({ connection: { methods }, configuration, seen }: SetupFacts): Judged {
  const { paymentCode } = configuration;
  const method = methods?.find(({ code }) => code === paymentCode);
  if (methods && method === undefined) return because('hold-method-unknown', { paymentCode });
  const told = method?.importsOnHold ?? null;
  if (told !== null) return because(told ? 'hold-set' : 'hold-not-set', { paymentCode });
  if (seen.onHold > 0) return because('hold-seen', { paymentCode, orders: String(seen.onHold) });
  if (seen.orders >= ORDERS_ENOUGH)
    return because('hold-never-seen', { paymentCode, orders: String(seen.orders) });
  return because(methods === undefined ? 'hold-unread' : 'hold-by-hand', { paymentCode });
}

function judgeTag({ connection: { methods }, configuration }: SetupFacts): Judged {
  const { xmlTag, paymentCode } = configuration;
  const theirs = methods?.find(({ code }) => code === paymentCode)?.xmlTag ?? '';
  if (methods === undefined) return because('tag-unread', { xmlTag });
  if (theirs === '') return because('tag-by-hand', { xmlTag });
  const isSame = theirs.toLowerCase() === xmlTag.toLowerCase(); // pixi compares names without case
  return because(isSame ? 'tag-same' : 'tag-differs', { xmlTag, theirs });
}

/** pixi has no call that lists events or tells their sign: two that are equal are wrong, two that it took are known to exist. */
function judgeEvents({ configuration, seen }: SetupFacts): Judged {
  const { bookingCodeInvoice: invoice, bookingCodeReturn: credit } = configuration;
  const params = { invoice, credit };
  if (invoice.toUpperCase() === credit.toUpperCase()) return because('events-equal', params);
  if (seen.invoicesBooked > 0 && seen.returnsBooked > 0) return because('events-used', params);
  if (seen.invoicesBooked > 0 || seen.returnsBooked > 0)
    return because('events-partly-used', {
      ...params,
      used: seen.invoicesBooked > 0 ? invoice : credit,
    });
  return because('events-by-hand', params);
}

function judgeKeys({ configuration, keys }: SetupFacts): Judged {
  const { environment, privateEnvironment } = configuration;
  if (privateEnvironment !== null && privateEnvironment !== environment)
    return because('keys-mixed', { environment });
  return because(`keys-${keys ?? 'unread'}`, { environment });
}
