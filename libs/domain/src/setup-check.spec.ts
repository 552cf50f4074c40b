import { describe, expect, it } from '@jest/globals';
import {
  judgeSetup,
  SETUP_REASONS,
  SETUP_SUBJECTS,
  type SetupFacts,
  type SetupReason,
} from './setup-check.js';

type Changes = {
  readonly [Part in keyof SetupFacts]?: SetupFacts[Part] extends object | null
    ? Partial<SetupFacts[Part]> | null
    : SetupFacts[Part];
};

const METHOD = { code: 'C', xmlTag: 'CREDITCARD', importsOnHold: true };
const RIGHT: SetupFacts = {
  connection: {
    active: true,
    look: { cause: null, lacking: [] },
    contact: 'working',
    shops: ['DEM', 'TWO'],
    methods: [METHOD],
  },
  configuration: {
    active: true,
    shopId: 'DEM',
    paymentCode: 'C',
    xmlTag: 'creditcard',
    bookingCodeInvoice: 'RPZ',
    bookingCodeReturn: 'GPZ',
    environment: 'test',
    privateEnvironment: 'test',
  },
  keys: 'good',
  webhook: 'registered',
  mailAccount: 'accepted',
  booked: true,
  seen: { orders: 5, onHold: 5, invoicesBooked: 2, returnsBooked: 1 },
};

function reasonsWith(changes: Changes): readonly SetupReason[] {
  const facts = Object.fromEntries(
    Object.entries(RIGHT).map(([part, value]) => {
      const change = changes[part as keyof SetupFacts];
      if (change === undefined) return [part, value];
      const merges = typeof value === 'object' && typeof change === 'object' && change !== null;
      return [part, merges ? { ...value, ...change } : change];
    }),
  ) as SetupFacts; // the keys are those of RIGHT
  return judgeSetup(facts).map(({ reason }) => reason);
}

const NOTHING_SEEN = { orders: 0, onHold: 0, invoicesBooked: 0, returnsBooked: 0 };
const UNTOLD = [{ ...METHOD, importsOnHold: null }];
const CELLS: readonly (readonly [SetupReason, string, Changes])[] = [
  ['connection-off', 'the connection is switched off', { connection: { active: false } }],
  ['access-refused', 'pixi refuses the credentials now', { connection: { contact: 'refused' } }],
  [
    'access-refused',
    'the test was refused and no call has worked since',
    { connection: { look: { cause: 'login-refused', lacking: [] }, contact: null } },
  ],
  [
    'access-works',
    'the test was refused, but calls work since',
    { connection: { look: { cause: 'login-refused', lacking: [] } } },
  ],
  ['access-failing', 'calls fail now', { connection: { contact: 'failing' } }],
  [
    'access-failing',
    'the test failed and no call was made',
    { connection: { look: { cause: 'unreachable', lacking: [] }, contact: null } },
  ],
  ['access-untested', 'nobody looked', { connection: { look: null, contact: null } }],
  [
    'procedures-lacking',
    'a procedure is missing',
    { connection: { look: { cause: null, lacking: ['pixiGetOrderline'] } } },
  ],
  ['procedures-unread', 'nobody looked', { connection: { look: null } }],
  [
    'procedures-unread',
    'the look failed',
    { connection: { look: { cause: 'unreachable', lacking: [] } } },
  ],
  ['shop-unknown', 'the Mandant is not in the list', { connection: { shops: ['TWO'] } }],
  ['shop-unread', 'the list was not read', { connection: { shops: undefined } }],
  ['shop-by-hand', 'the database has no list', { connection: { shops: null } }],
  [
    'hold-not-set',
    'pixi says so, whatever was seen',
    { connection: { methods: [{ ...METHOD, importsOnHold: false }] } },
  ],
  ['hold-method-unknown', 'the payment method is not in the list', { connection: { methods: [] } }],
  [
    'hold-seen',
    'pixi does not tell, but orders stood on hold',
    { connection: { methods: UNTOLD } },
  ],
  [
    'hold-never-seen',
    'pixi does not tell and three orders never stood on hold',
    { connection: { methods: UNTOLD }, seen: { ...NOTHING_SEEN, orders: 3 } },
  ],
  [
    'hold-by-hand',
    'pixi does not tell and two orders may be chance',
    { connection: { methods: UNTOLD }, seen: { ...NOTHING_SEEN, orders: 2 } },
  ],
  [
    'hold-unread',
    'the list was not read and nothing was seen',
    { connection: { methods: undefined }, seen: NOTHING_SEEN },
  ],
  [
    'tag-differs',
    'pixi has another tag',
    { connection: { methods: [{ ...METHOD, xmlTag: 'PAYPAL' }] } },
  ],
  ['tag-by-hand', 'pixi has no tag', { connection: { methods: [{ ...METHOD, xmlTag: '' }] } }],
  ['tag-unread', 'the list was not read', { connection: { methods: undefined } }],
  ['events-equal', 'both are the same', { configuration: { bookingCodeReturn: 'rpz' } }],
  ['events-partly-used', 'only invoices were booked', { seen: { returnsBooked: 0 } }],
  ['events-partly-used', 'only returns were booked', { seen: { invoicesBooked: 0 } }],
  ['events-by-hand', 'nothing was booked', { seen: NOTHING_SEEN }],
  ['keys-mixed', 'one is for tests', { configuration: { privateEnvironment: 'production' } }],
  ['keys-refused', 'Unzer refuses them', { keys: 'refused' }],
  ['keys-unreachable', 'Unzer did not answer', { keys: 'unreachable' }],
  ['keys-unread', 'nobody looked', { keys: null }],
  ['webhook-failing', 'it cannot be registered', { webhook: 'failing' }],
  ['webhook-pending', 'it is not registered yet', { webhook: 'pending' }],
  ['webhook-not-offered', 'nobody reaches this installation', { webhook: 'not-offered' }],
  ['mail-untested', 'no test mail was accepted', { mailAccount: 'untested' }],
  ['mail-missing', 'there is no account', { mailAccount: 'missing' }],
  ['app-not-booked', 'the app is not booked', { booked: false }],
  ['configuration-off', 'it is switched off', { configuration: { active: false } }],
];

describe('judgeSetup', () => {
  it('finds everything right where everything is', () => {
    const findings = judgeSetup(RIGHT);
    expect(findings.map(({ subject }) => subject)).toEqual(SETUP_SUBJECTS);
    expect(findings.filter(({ reason }) => SETUP_REASONS[reason] !== 'ok')).toEqual([]);
  });

  it.each(CELLS)('says %s when %s', (reason, _when, changes) => {
    expect(reasonsWith(changes)).toContain(reason);
    if (reason !== 'access-works') expect(reasonsWith({})).not.toContain(reason);
  });

  it('can give every reason there is', () => {
    const given = new Set([...reasonsWith({}), ...CELLS.flatMap(([, , one]) => reasonsWith(one))]);
    expect(Object.keys(SETUP_REASONS).filter((one) => !given.has(one as SetupReason))).toEqual([]);
  });

  it('names what the sentence is about', () => {
    const lacking = judgeSetup({
      ...RIGHT,
      connection: {
        ...RIGHT.connection,
        look: { cause: null, lacking: ['pixiGetOrderline', 'pixiGetAddress'] },
      },
    });
    expect(lacking.find(({ subject }) => subject === 'procedures')?.params).toEqual({
      procedures: 'pixiGetOrderline, pixiGetAddress',
    });
  });
});
