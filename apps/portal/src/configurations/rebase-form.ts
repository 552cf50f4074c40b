import { type ConfigurationPath, valueAt } from '@abgleich/contracts';
import type { FormValues } from './settings.js';

/**
 * What somebody entered on top of a version that somebody else saved meanwhile: fields they changed keep their value, all others get the
 * new one. Nothing that was entered is lost.
 */
export function rebaseForm(
  base: FormValues,
  { mine, theirs }: { readonly mine: FormValues; readonly theirs: FormValues },
): FormValues {
  const from = (path: ConfigurationPath): FormValues =>
    valueAt(mine, path) === valueAt(base, path) ? theirs : mine;
  return {
    active: from('active').active,
    bookingCodeInvoice: from('bookingCodeInvoice').bookingCodeInvoice,
    bookingCodeReturn: from('bookingCodeReturn').bookingCodeReturn,
    xmlTag: from('xmlTag').xmlTag,
    publicKey: from('publicKey').publicKey,
    privateKey: from('privateKey').privateKey,
    method: from('method').method,
    policy: {
      mode: from('policy.mode').policy.mode,
      toleranceMinor: from('policy.toleranceMinor').policy.toleranceMinor,
      graceHours: from('policy.graceHours').policy.graceHours,
      settleInvoiceAfterReceipt: from('policy.settleInvoiceAfterReceipt').policy
        .settleInvoiceAfterReceipt,
      warnBeforeExpiryDays: from('policy.warnBeforeExpiryDays').policy.warnBeforeExpiryDays,
    },
  };
}
