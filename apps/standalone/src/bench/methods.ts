import { type PaymentFamily, type PaymentMethodCode, traitsOf } from '@abgleich/domain';
import { sandboxSeed } from '@abgleich/sandbox';

/** One configured payment method of the demo merchant, as the bench drives it. */
export type Method = {
  /** What the report calls it: the method, and the mode where it matters. */
  readonly name: string;
  readonly paymentCode: string;
  /** Unzer's API name of its type. */
  readonly unzerType: string;
  /** What the shop leaves at Unzer. */
  readonly outcome: 'authorized' | 'charged' | 'pending';
  readonly family: PaymentFamily;
  /** Charged when the order is released. */
  readonly isStandard: boolean;
};

const SHOP = 'DEM';

/** Every method that the demo merchant's shop has configured. */
export const METHODS: readonly Method[] = sandboxSeed.configurations
  .filter(({ shopId }) => shopId === SHOP)
  .map(({ paymentCode, unzerType, method: code, mode }) => {
    const traits = traitsOf(code as PaymentMethodCode); // the seed names methods as the product does
    const isStandard = traits.modeMatters && mode === 'standard';
    const shown = mode === 'standard' ? 'Standard' : 'Experten';
    return {
      name: traits.modeMatters ? `${code} ${shown}` : code,
      paymentCode,
      unzerType,
      outcome: outcomeOf(traits),
      family: traits.family,
      isStandard,
    };
  });

function outcomeOf({ authorizes, paidByTransfer }: ReturnType<typeof traitsOf>): Method['outcome'] {
  if (paidByTransfer) return 'pending';
  return authorizes ? 'authorized' : 'charged';
}
