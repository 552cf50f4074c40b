import type { LinkDelivery } from '@abgleich/contracts';
import type { PortalContext } from '../portal-context.js';
import type { Letter } from './letters.js';

/** Mails a letter, or hands its link back to the admin who asked for it. */
export async function deliver(
  { letters }: Pick<PortalContext, 'letters'>,
  letter: Letter,
  expiresAt: string,
): Promise<LinkDelivery> {
  const { to } = letter;
  const result =
    letters === null ? { sent: false as const, code: null } : await letters.send(letter);
  if (result.sent) return { kind: 'mailed', to, expiresAt };
  return { kind: 'shown', to, link: letter.facts.link, expiresAt, code: result.code };
}
