import type { SandboxSeed } from '@abgleich/sandbox';
import type { MerchantFile } from './merchant-file.js';

export type DemoAddresses = {
  readonly pixi: string;
  readonly unzer: string;
  readonly smtp: string;
};
export const DEMO_MERCHANT_KEY = 'demo';

/** The merchant that everything is tried with, as its owner would write it down: all from the sandbox's own seed. */
export function demoMerchant(
  seed: SandboxSeed,
  { pixi, unzer, smtp }: DemoAddresses,
  login: { email: string; password: string },
): MerchantFile {
  const [host = '', port = ''] = smtp.split(':');
  return {
    key: DEMO_MERCHANT_KEY,
    organisation: 'Demo Haus & Garten',
    users: [{ ...login, name: 'Demo', role: 'admin', language: 'de' }],
    connection: {
      name: 'pixi (Sandbox)',
      endpointUrl: pixi,
      database: seed.pixi.database,
      username: seed.pixi.user,
      password: seed.pixi.password,
      active: true,
    },
    mail: {
      host,
      port: Number(port),
      security: 'none',
      username: seed.smtp.user,
      password: seed.smtp.password,
      sender: seed.smtp.sender,
      recipient: seed.smtp.recipient,
    },
    configurations: seed.configurations.map(({ shopId, paymentCode, xmlTag, mode }) => ({
      shopId,
      paymentCode,
      active: true,
      bookingCodeInvoice: seed.bookingEvents.invoice,
      bookingCodeReturn: seed.bookingEvents.creditNote,
      xmlTag,
      publicKey: seed.unzer.publicKey,
      privateKey: seed.unzer.privateKey,
      providerUrl: unzer,
      policy: {
        mode: mode === 'experten' ? 'expert' : 'standard',
        toleranceMinor: seed.toleranceMinor,
        graceHours: 24,
        settleInvoiceAfterReceipt: false,
        warnBeforeExpiryDays: null,
      },
    })),
  };
}
