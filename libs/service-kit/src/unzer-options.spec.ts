import { describe, expect, it } from '@jest/globals';
import { baseSettings } from './base-settings.js';
import { readSettings } from './read-settings.js';
import { unzerOptions } from './unzer-options.js';

const settingsWith = (env: Record<string, string>) =>
  readSettings(baseSettings, {
    DATABASE_URL: 'postgres://me:pw@db:5432/abgleich',
    ABGLEICH_SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    ...env,
  });

describe('how a process calls Unzer', () => {
  it('is paced and patient as its settings say, and encrypted beyond this machine', () => {
    const env = { ABGLEICH_UNZER_RATE: '3', ABGLEICH_UNZER_TIMEOUT_SECONDS: '7' };
    expect(unzerOptions(settingsWith(env))).toEqual({
      requestsPerSecond: 3,
      totalTimeoutMs: 7_000,
    });
  });

  it('names the one host that a sandbox has in a container network', () => {
    const env = { ABGLEICH_SANDBOX_HOST: 'sandbox' };
    expect(unzerOptions(settingsWith(env))).toMatchObject({ sandboxHost: 'sandbox' });
  });

  it.each(['http://sandbox', 'sandbox:4002', '*', 'sandbox,unzer', 'Sandbox'])(
    'takes the name of one host alone, not %s',
    (value) => {
      expect(() => settingsWith({ ABGLEICH_SANDBOX_HOST: value })).toThrow(
        expect.objectContaining({ code: 'platform.setting-invalid' }),
      );
    },
  );
});
