import { types } from 'node:util';
import { Fault, Secret } from '@abgleich/domain';

/** Field names whose values never belong in a log: secrets, and what identifies a person. */
const HIDDEN_FIELD =
  /pass(word|phrase)?$|secret|private-?key|authori[sz]ation$|cookie|token|^pwd$|e-?mail|iban|^bic$|account-?holder|street|^zip$|^city$|first-?name|last-?name|customer-?name|phone|birth|card-?number|cvc|^address$|^recipient$/i;
/** Values that are secrets wherever they stand, such as a key quoted in somebody's error message. */
const HIDDEN_VALUE =
  /\b[sp]-priv-[A-Za-z0-9]+|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b|(?<=:\/\/[^\s:/@]*:)[^\s@/]+(?=@)|\bBasic [A-Za-z0-9+/=]{8,}/g;
/** Deeper than any fact we log; what lies below is not written. */
const DEPTH_MAX = 6;
/** A log line is a fact, not a payload. */
const TEXT_MAX = 2_000;
const HIDDEN = '***';

/** The text without keys, account numbers and passwords. */
export const hideValues = (text: string): string => text.replace(HIDDEN_VALUE, HIDDEN);

/** As `hideValues`, cut to a size a log can bear. */
export function redactText(text: string): string {
  return hideValues(text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text);
}

/** A copy that may be logged: secrets and personal data are `***`, errors are reduced to what helps to find the cause. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'object' && value !== null ? redactObject(value, depth) : value;
}

function redactObject(value: object, depth: number): unknown {
  if (value instanceof Secret) return HIDDEN;
  if (depth >= DEPTH_MAX) return '…';
  if (types.isNativeError(value)) return redactError(value, depth);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return redactFields(value, depth);
}

function redactFields(value: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      HIDDEN_FIELD.test(name) ? HIDDEN : redact(item, depth + 1),
    ]),
  );
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const cause = error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) };
  if (error instanceof Fault) {
    const { kind, code, params, ref } = error;
    return { kind, code, params: redact(params, depth + 1), ref, ...cause };
  }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return {
    name: error.name,
    message: redactText(error.message),
    ...code,
    stack: redactText(error.stack ?? ''),
    ...cause,
  };
}
