import { createHash } from 'node:crypto';
import type { WebhookHint } from '@abgleich/persistence';
import { parseNotification } from '@abgleich/unzer';

const EVENT = /^[a-z][a-z0-9_.-]{0,63}$/;
const PUBLIC_KEY = /^[sp]-pub-[A-Za-z0-9-]{1,80}$/;
/** A transaction below a payment, as its address ends; whatever stands before it, the host above all, is not looked at. */
const TRANSACTION = /\/payments\/[sp]-pay-[a-z0-9]+\/([a-z]+\/[\w/-]{1,150})$/;

/** Takes from a notification what is worth keeping. `null`: it is none, or about nothing we could look up. Never throws. */
export function readHint(body: Buffer): WebhookHint | null {
  const text = body.toString('utf8');
  const told = parseNotification(text);
  if (told === null || !EVENT.test(told.event) || !PUBLIC_KEY.test(told.publicKey)) return null;
  const { event, publicKey, paymentId } = told;
  const fingerprint = createHash('sha256').update(text.trim()).digest();
  return { event, publicKey, paymentId, transactionPath: transactionIn(text), fingerprint };
}

function transactionIn(text: string): string | null {
  const parsed: unknown = JSON.parse(text); // it was read as a notification just now
  const url =
    typeof parsed === 'object' && parsed !== null && 'retrieveUrl' in parsed
      ? parsed.retrieveUrl
      : null;
  return typeof url === 'string' ? (TRANSACTION.exec(url)?.[1] ?? null) : null;
}
