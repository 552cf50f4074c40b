import { currency, isZero, type Money, parseMoney } from '@abgleich/domain';
import type { BaseSettings } from './base-settings.js';

/** What a month of the app costs by the installation's settings; `null`: nothing. */
export function monthlyFeeOf({
  ABGLEICH_MONTHLY_FEE: text,
}: Pick<BaseSettings, 'ABGLEICH_MONTHLY_FEE'>): Money | null {
  const [amount = '', code = ''] = text.split(' ');
  const fee = parseMoney(amount, currency(code));
  return isZero(fee) ? null : fee;
}
