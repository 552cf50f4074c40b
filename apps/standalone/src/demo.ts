import { createPortalStore, type Database } from '@abgleich/persistence';
import { type SandboxSeed, sandboxSeed } from '@abgleich/sandbox';
import { systemClock } from '@abgleich/scheduler';
import type { BaseSettings } from '@abgleich/service-kit';
import { demoLogin } from './demo-login.js';
import { applyMerchant } from './merchant/apply-merchant.js';
import { type DemoAddresses, demoMerchant } from './merchant/demo-merchant.js';
import type { Ready } from './ready-line.js';

export type DemoInput = {
  readonly database: Database;
  readonly settings: BaseSettings;
  /** Where the login is kept from start to start. */
  readonly dataDirectory: string;
  readonly addresses: DemoAddresses;
  readonly portal: string;
  readonly seed?: SandboxSeed;
};

/** Enters the demo merchant, or brings it up to date without undoing what people changed in the portal. Answers how to sign in and where its error page is. */
export async function enterDemoMerchant(
  input: DemoInput,
): Promise<Pick<Ready, 'login' | 'errorPage'>> {
  const { errorPageToken, ...login } = await demoLogin(input.dataDirectory);
  const merchant = demoMerchant(input.seed ?? sandboxSeed, input.addresses, login);
  await applyMerchant(input.database, merchant, {
    settings: input.settings,
    now: systemClock.now(),
    errorPageToken,
    keepEdits: true,
  });
  const { accounts } = createPortalStore(input.database);
  const isLinkGood = (await accounts.organisationOfErrorPage(errorPageToken)) !== null;
  return { login, errorPage: isLinkGood ? `${input.portal}/fehler/${errorPageToken}` : null };
}
