import type { FaultCode, FaultKind } from '@abgleich/domain';

/**
 * What an error code of Unzer means for us. `transient` becomes `uncertain` when the request may have acted. A request that Unzer
 * calls wrong is our `bug`: nothing moved.
 */
export type ErrorMeaning = { readonly faultCode: FaultCode; readonly kind: FaultKind };
export type ErrorCodeRow = ErrorMeaning & { readonly code: string; readonly means: string };

const row = (code: string, meaning: ErrorMeaning, means: string): ErrorCodeRow => ({
  code,
  ...meaning,
  means,
});
const KEYS: ErrorMeaning = { faultCode: 'unzer.keys-rejected', kind: 'config' };
const UNKNOWN_PAYMENT: ErrorMeaning = { faultCode: 'unzer.payment-unknown', kind: 'rejected' };
const NOT_ALLOWED: ErrorMeaning = { faultCode: 'unzer.not-allowed', kind: 'rejected' };
const REJECTED: ErrorMeaning = { faultCode: 'unzer.rejected', kind: 'rejected' };
const EXCEEDED: ErrorMeaning = { faultCode: 'unzer.amount-exceeded', kind: 'rejected' };
const CANCELLED: ErrorMeaning = { faultCode: 'unzer.already-cancelled', kind: 'rejected' };
const CHARGED: ErrorMeaning = { faultCode: 'unzer.already-charged', kind: 'rejected' };
const CHARGED_BACK: ErrorMeaning = { faultCode: 'unzer.already-charged-back', kind: 'rejected' };
const SHIPPED: ErrorMeaning = { faultCode: 'unzer.already-shipped', kind: 'rejected' };
const REASON: ErrorMeaning = { faultCode: 'unzer.reason-missing', kind: 'bug' };
const WRONG: ErrorMeaning = { faultCode: 'unzer.wrong-request', kind: 'bug' };
const BUSY: ErrorMeaning = { faultCode: 'unzer.busy', kind: 'transient' };
const REGISTERED: ErrorMeaning = { faultCode: 'unzer.already-registered', kind: 'rejected' };
const NOT_FOUND: ErrorMeaning = { faultCode: 'unzer.not-found', kind: 'rejected' };

/**
 * Every error code that Unzer's SDKs, their integration tests and its documentation name. API = gateway, COR = acquirer,
 * SDM = risk partner. What is not here falls under a prefix rule, and then under "the other side said no".
 */
export const ERROR_CODES: readonly ErrorCodeRow[] = [
  row('API.000.000.999', BUSY, 'general error'),
  row('API.000.000.001', KEYS, 'key missing'),
  row('API.000.000.003', KEYS, 'no permission for the resource'),
  row('API.310.100.003', UNKNOWN_PAYMENT, 'payment not found with this key'),
  row('API.320.000.002', KEYS, 'key unknown or invalid'),
  row('API.320.000.004', NOT_ALLOWED, 'authorise not allowed for this type'),
  row('API.320.100.008', REJECTED, 'customer id required'),
  row('API.320.100.203', REJECTED, 'return URL missing'),
  row('API.320.200.138', REJECTED, 'order id already in use'),
  row('API.320.200.143', REJECTED, 'type id missing'),
  row('API.320.200.145', UNKNOWN_PAYMENT, 'resource belongs to another merchant'),
  row('API.330.000.004', NOT_ALLOWED, 'charge not allowed for this type or payment'),
  row('API.330.100.007', EXCEEDED, 'charge exceeds the authorised rest'),
  row('API.330.100.008', REJECTED, 'secured method needs a customer'),
  row('API.330.100.023', REJECTED, 'secured method needs a basket'),
  row('API.330.100.024', REASON, 'reason code mandatory (old code)'),
  row('API.330.100.106', REJECTED, 'billing and shipping address differ'),
  row('API.330.100.202', REJECTED, 'currency not supported by the type'),
  row('API.340.000.004', NOT_ALLOWED, 'cancel not allowed for this transaction'),
  row('API.340.100.014', CANCELLED, 'already cancelled'),
  row('API.340.100.015', CHARGED_BACK, 'already charged back'),
  row('API.340.100.017', EXCEEDED, 'reversal exceeds the authorised rest'),
  row('API.340.100.018', CHARGED, 'already charged, or refund exceeds the charge'),
  row('API.340.100.024', REASON, 'reason code mandatory'),
  row('API.340.200.130', WRONG, 'amount missing'),
  row('API.340.540.108', NOT_ALLOWED, 'partial reversal not supported by the type'),
  row('API.360.000.004', NOT_ALLOWED, 'shipment not allowed for this type'),
  row('API.360.100.025', WRONG, 'shipment needs an invoice id'),
  row('API.380.200.152', REJECTED, 'basket already used'),
  row('API.410.100.100', REJECTED, 'customer not found'),
  row('API.410.200.001', REJECTED, 'customer name missing'),
  row('API.410.200.004', REJECTED, 'customer name missing'),
  row('API.410.200.010', REJECTED, 'customer id exists'),
  row('API.410.200.013', REJECTED, 'customer e-mail invalid'),
  row('API.500.100.001', NOT_FOUND, 'payment type not found'),
  row('API.500.300.999', WRONG, 'request data invalid'),
  row('API.510.310.008', NOT_FOUND, 'webhook not found'),
  row('API.510.310.009', REGISTERED, 'event already registered for this URL'),
  row('API.710.000.002', KEYS, 'invalid key'),
  row('API.710.000.003', KEYS, 'insufficient permission'),
  row('API.710.000.005', KEYS, 'insufficient permission (key type)'),
  row('API.710.000.007', KEYS, 'wrong authentication method'),
  row('API.710.100.001', NOT_FOUND, 'payment type not found'),
  row('API.710.200.100', WRONG, 'field missing'),
  row('COR.100.100.303', REJECTED, 'card expired'),
  row('COR.100.300.600', KEYS, 'invalid or missing login at the acquirer'),
  row('COR.400.100.101', REJECTED, 'address untraceable'),
  row('COR.700.400.800', SHIPPED, 'insurance already activated'),
  row('COR.800.400.205', REJECTED, 'geographic or risk check rejected'),
  row('SDM.CURRENT_INSURANCE_EVENT', REJECTED, 'risk decline'),
  row('SDM.LIMIT_EXCEEDED', REJECTED, 'risk decline'),
  row('SDM.NEGATIVE_TRAIT_FOUND', REJECTED, 'risk decline'),
  row('SDM.INCREASED_RISK', REJECTED, 'risk decline'),
  row('SDM.DATA_FORMAT_ERROR', REJECTED, 'risk decline'),
];

/** For codes without a row of their own; the longest prefix wins. Only the gateway's key group is more than a plain no. */
export const ERROR_CODE_PREFIXES: readonly (ErrorMeaning & { readonly prefix: string })[] = [
  { prefix: 'API.000.000.', ...BUSY },
  { prefix: 'API.500.300.', ...WRONG },
  { prefix: 'API.700.000.', ...KEYS },
  { prefix: 'API.710.000.', ...KEYS },
];

/** Codes of transactions that were taken. Informational: success is read from the transaction's flags, never from its code. */
export const INFORMATION_CODES = [
  'COR.000.000.000',
  'COR.000.100.112',
  'COR.000.100.200',
  'COR.000.200.000',
  'API.000.100.112',
  'API.100.550.340',
  'API.100.550.341',
  'OK',
] as const;

const BY_CODE = new Map(ERROR_CODES.map((entry) => [entry.code, entry]));

/** The meaning of an error code: its own row, its prefix, or `null` when Unzer named a code nobody has described. */
export function meaningOfErrorCode(code: string): ErrorMeaning | null {
  const known = BY_CODE.get(code);
  if (known) return { faultCode: known.faultCode, kind: known.kind };
  const byPrefix = ERROR_CODE_PREFIXES.filter(({ prefix }) => code.startsWith(prefix)).sort(
    (a, b) => b.prefix.length - a.prefix.length,
  )[0];
  return byPrefix ? { faultCode: byPrefix.faultCode, kind: byPrefix.kind } : null;
}
