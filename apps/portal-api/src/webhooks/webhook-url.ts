import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { parseSecretKeys } from '@abgleich/persistence';

/** Where Unzer's notifications arrive; the token follows. */
export const WEBHOOK_PATH = '/hooks/unzer/';
const PURPOSE = 'abgleich/webhook-address/v1';

/**
 * The tokens that end our webhook address, from the installation's secret keys, so that they are the same on every machine and need
 * no place to be kept. The first is the one to register; those of older keys are still answered until they are replaced. A stranger
 * who finds one can only make us look. Throws `Fault` config when the keys cannot be read.
 */
export function webhookTokens(secretKeys: string): readonly string[] {
  const { keys, currentKeyId } = parseSecretKeys(secretKeys);
  const ids = [currentKeyId, ...Object.keys(keys).filter((id) => id !== currentKeyId)];
  return ids.map((id) =>
    createHmac('sha256', Buffer.from(keys[id] ?? '', 'base64'))
      .update(PURPOSE)
      .digest('base64url'),
  );
}

/** Our addresses below `base` begin like this; what else is registered belongs to somebody else. */
export function webhookPrefix(base: URL): string {
  return `${base.href.replace(/[?#].*$/, '').replace(/\/+$/, '')}${WEBHOOK_PATH}`;
}

/** Compares in constant time. */
export function isOwnToken(tokens: readonly string[], token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const given = digest(token);
  return tokens.map((own) => timingSafeEqual(digest(own), given)).includes(true);
}
