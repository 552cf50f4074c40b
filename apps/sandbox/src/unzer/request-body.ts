import type { References } from './ledger-state.js';
import { type Units, parseUnits } from './units.js';
import { invalidData } from './unzer-refusal.js';

export type RequestBody = Readonly<Record<string, unknown>>;

/** Unzer's own clients stay far below; longer texts are a mistake. */
const TEXT_MAX = 255;

/** Reads a JSON object; an empty body is an empty object. Content type and trailing slashes do not matter to Unzer. */
export function parseBody(text: string): RequestBody {
  if (text.trim() === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalidData('body is not JSON');
  }
  if (!isObject(parsed)) throw invalidData('body is not an object');
  return parsed;
}

const isObject = (value: unknown): value is RequestBody =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function textIn(body: RequestBody, key: string): string {
  const value = body[key];
  if (value === undefined || value === null) return '';
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.length > TEXT_MAX) throw invalidData(key);
  return text;
}

export function objectIn(body: RequestBody, key: string): RequestBody {
  const value = body[key];
  return isObject(value) ? value : {};
}

/** `null` when absent. Instalments send `amountGross` instead. */
export function amountIn(body: RequestBody): Units | null {
  const value = body.amount ?? body.amountGross;
  if (value === undefined || value === null || value === '') return null;
  const units = parseUnits(value);
  if (units === null)
    throw invalidData(
      `amount ${String(value).slice(0, 40)} is no number or has more than 4 decimals`,
    );
  return units;
}

export const referencesIn = (body: RequestBody): References => ({
  orderId: textIn(body, 'orderId'),
  invoiceId: textIn(body, 'invoiceId'),
  paymentReference: textIn(body, 'paymentReference'),
  reasonCode: textIn(body, 'reasonCode'),
});
