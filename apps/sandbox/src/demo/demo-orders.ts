import type { Random } from '../kernel/clock.js';
import type { Checkout } from '../control/checkout.js';
import type { SandboxSeed, SeededConfiguration } from '../seed.js';

/** What happens to a demo order after the checkout, in this order; each step waits until pixi or Unzer allows it. */
export type DemoStep =
  | 'ship'
  | 'ship-one'
  | 'cancel'
  | 'cancel-one'
  | 'return-one'
  | 'receive'
  | 'receive-too-little'
  | 'finish';
export type DemoOrder = { readonly checkout: Checkout; readonly steps: readonly DemoStep[] };

type Fate = {
  readonly weight: number;
  readonly steps: readonly DemoStep[];
  readonly change?: (checkout: Checkout) => Partial<Checkout>;
};

/** Roughly how a good week looks: most orders go through, a few do not. */
const FATES: readonly Fate[] = [
  { weight: 46, steps: ['ship'] },
  { weight: 12, steps: ['ship-one', 'ship'] },
  { weight: 8, steps: ['ship', 'return-one'] },
  { weight: 7, steps: ['cancel-one', 'ship'] },
  { weight: 6, steps: ['cancel'] },
  { weight: 6, steps: [] },
  { weight: 4, steps: ['finish', 'ship'], change: () => ({ outcome: 'pending' }) },
  // Problems: paid too little, no id, an id that nobody knows, a refused payment.
  { weight: 4, steps: [], change: underpaid },
  { weight: 3, steps: [], change: () => ({ outcome: 'none' }) },
  { weight: 3, steps: [], change: () => ({ kkId: 's-pay-9999999' }) },
  { weight: 3, steps: [], change: () => ({ outcome: 'failed' }) },
  { weight: 2, steps: [], change: () => ({ manual: true, outcome: 'none' }) },
];
const LINES_MAX = 3;
const PIECES_MAX = 2;
const SHIPPING_FREE_FROM = 1_000_000;
const SHIPPING_COST = 49_000;
const VOUCHER = 50_000;

/** Makes up the next order: a family in turn, so that all of them appear soon, and a fate by chance. */
export function makeUpOrder(seed: SandboxSeed, random: Random, number: number): DemoOrder {
  const configuration = seed.configurations[number % seed.configurations.length];
  if (!configuration) throw new Error('The seed has no configuration.');
  const usual = usualCheckout(seed, random, configuration);
  // The first round of every family goes well: a newcomer should see how it is meant to be before seeing problems.
  const fate = number < seed.configurations.length ? FATES[0] : fateBy(random);
  const change = fate?.change?.(usual) ?? {};
  const isPayable = change.kkId === undefined && (change.outcome ?? 'pending') === 'pending';
  const before = isPayable ? paymentSteps(configuration, random) : [];
  return { checkout: { ...usual, ...change }, steps: [...before, ...(fate?.steps ?? [])] };
}

function usualCheckout(
  { pixi: { master } }: SandboxSeed,
  random: Random,
  { shopId, paymentCode, unzerType }: SeededConfiguration,
): Checkout {
  const count = 1 + Math.floor(random() * LINES_MAX);
  const lines = Array.from({ length: count }, () => {
    const item = master.items[Math.floor(random() * master.items.length)];
    const qty = 1 + Math.floor(random() * PIECES_MAX);
    return { itemNr: item?.itemNr ?? '', qty, price: item?.price ?? 0 };
  });
  const goods = lines.reduce((sum, { qty, price }) => sum + qty * price, 0);
  return {
    shopId,
    paymentCode,
    unzerType,
    outcome: usualOutcome(unzerType),
    lines,
    shipCost: goods >= SHIPPING_FREE_FROM ? 0 : SHIPPING_COST,
    ...(random() < 0.1 && goods > 4 * VOUCHER ? { discount: VOUCHER } : {}),
  };
}

/** What a shop leaves at Unzer for this type: an authorisation, a charge, or a request to pay. */
function usualOutcome(unzerType: string): Checkout['outcome'] {
  if (['card', 'applepay', 'paypal'].includes(unzerType)) return 'authorized';
  if (unzerType.startsWith('paylater-')) return 'authorized';
  return isTransfer(unzerType) ? 'pending' : 'charged';
}
const isTransfer = (unzerType: string): boolean =>
  unzerType === 'prepayment' || unzerType.startsWith('invoice');

/** Prepayments must be paid before they ship; a few customers transfer too little. */
function paymentSteps({ unzerType }: SeededConfiguration, random: Random): readonly DemoStep[] {
  if (unzerType !== 'prepayment') return [];
  return [random() < 0.9 ? 'receive' : 'receive-too-little'];
}

function underpaid({ lines }: Checkout): Partial<Checkout> {
  const goods = lines.reduce((sum, { qty, price }) => sum + qty * price, 0);
  return { paymentAmount: Math.max(10_000, goods - 100_000) };
}

function fateBy(random: Random): Fate | undefined {
  const total = FATES.reduce((sum, { weight }) => sum + weight, 0);
  let rest = random() * total;
  return FATES.find(({ weight }) => (rest -= weight) < 0);
}
