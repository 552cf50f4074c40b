import {
  type checkedConfigurationForm,
  type ConfigurationAnswer,
  type ConfigurationPath,
  xmlTagUsable,
} from '@abgleich/contracts';
import type { PaymentMethodName } from '@abgleich/domain';
import type { z } from 'zod';

/** How a setting is entered. */
export type SettingKind =
  | { readonly kind: 'switch' }
  | { readonly kind: 'text'; readonly longest: number }
  | { readonly kind: 'secret' }
  | {
      readonly kind: 'number';
      readonly unit: 'cents' | 'hours' | 'days';
      readonly mayBeEmpty: boolean;
    }
  | { readonly kind: 'mode' }
  | { readonly kind: 'method' };

/** Every setting of the schema has its kind; the compiler lists what is missing. */
export const SETTING_KINDS: Readonly<Record<ConfigurationPath, SettingKind>> = {
  active: { kind: 'switch' },
  method: { kind: 'method' },
  publicKey: { kind: 'text', longest: 120 },
  privateKey: { kind: 'secret' },
  bookingCodeInvoice: { kind: 'text', longest: 3 },
  bookingCodeReturn: { kind: 'text', longest: 3 },
  xmlTag: { kind: 'text', longest: 60 },
  'policy.mode': { kind: 'mode' },
  'policy.toleranceMinor': { kind: 'number', unit: 'cents', mayBeEmpty: false },
  'policy.graceHours': { kind: 'number', unit: 'hours', mayBeEmpty: false },
  'policy.settleInvoiceAfterReceipt': { kind: 'switch' },
  'policy.warnBeforeExpiryDays': { kind: 'number', unit: 'days', mayBeEmpty: true },
};

/** The form from top to bottom. */
export const SECTIONS = [
  { id: 'general', paths: ['active', 'method'] },
  { id: 'keys', paths: ['publicKey', 'privateKey'] },
  { id: 'erp', paths: ['bookingCodeInvoice', 'bookingCodeReturn', 'xmlTag'] },
  {
    id: 'rules',
    paths: [
      'policy.mode',
      'policy.toleranceMinor',
      'policy.graceHours',
      'policy.settleInvoiceAfterReceipt',
      'policy.warnBeforeExpiryDays',
    ],
  },
] as const satisfies readonly {
  readonly id: string;
  readonly paths: readonly ConfigurationPath[];
}[];

/** What the form holds while somebody types; the schema makes a `ConfigurationForm` of it. */
export type FormValues = z.input<typeof checkedConfigurationForm>;

/** A new configuration is off until somebody switches it on: another app may still be charging these orders. */
export const DEFAULTS: FormValues = {
  active: false,
  bookingCodeInvoice: '',
  bookingCodeReturn: '',
  xmlTag: '',
  publicKey: '',
  privateKey: null,
  method: null,
  policy: {
    mode: 'standard',
    toleranceMinor: 2,
    graceHours: 24,
    settleInvoiceAfterReceipt: false,
    warnBeforeExpiryDays: null,
  },
};
/** What a setting is when nobody touches it, where that says something. */
export const USUAL_PATHS: readonly ConfigurationPath[] = [
  'policy.mode',
  'policy.toleranceMinor',
  'policy.graceHours',
  'policy.settleInvoiceAfterReceipt',
  'policy.warnBeforeExpiryDays',
];

/** The form of a stored configuration; its private key stays on the server. */
export const valuesOf = ({
  fields,
  chosenMethod,
}: Pick<ConfigurationAnswer, 'fields' | 'chosenMethod'>): FormValues => ({
  ...fields,
  privateKey: null,
  method: chosenMethod,
});

/** What is known of a new one when its fields are first shown. */
export const newValues = (known: {
  readonly xmlTag: string;
  readonly method: PaymentMethodName | null;
}): FormValues => ({
  ...DEFAULTS,
  xmlTag: xmlTagUsable(known.xmlTag) ? known.xmlTag : '',
  method: known.method,
});
