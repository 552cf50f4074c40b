import { describe, expect, it } from '@jest/globals';
import { Fault } from '@abgleich/domain';
import { z } from 'zod';
import { baseSettings } from './base-settings.js';
import { helpOf, readSettings, settingErrors } from './read-settings.js';

const KEY = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
const WORKING = { DATABASE_URL: 'postgres://me:pw@db:5432/abgleich', ABGLEICH_SECRET_KEYS: KEY };

function faultOf(env: Record<string, string>): Fault {
  try {
    readSettings(baseSettings, env);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
}

describe('readSettings', () => {
  it('fills in the documented defaults when only the database and the keys are given', () => {
    expect(readSettings(baseSettings, WORKING)).toEqual({
      ...WORKING,
      ABGLEICH_MAIL_COLLECT_SECONDS: 20,
      ABGLEICH_PRIVATE_ADDRESSES: 'refused',
      ABGLEICH_MONTHLY_FEE: '0 EUR',
      ABGLEICH_POLL_SECONDS: 15,
      ABGLEICH_KEEP_CALLS_DAYS: 180,
      ABGLEICH_CHECK_SECONDS: 300,
      ABGLEICH_CHECK_CALLS_PER_HOUR: 300,
      ABGLEICH_CHECK_REST_SECONDS: 600,
      ABGLEICH_CHECK_AGAIN_HOURS: 24,
      ABGLEICH_CHECK_HORIZON_DAYS: 90,
      ABGLEICH_QUIET_WINDOW: '00:00-04:00',
      ABGLEICH_LOOK_UP_WAITS: [5, 30, 120, 600],
      ABGLEICH_PIXI_RATE: 5,
      ABGLEICH_PIXI_IN_FLIGHT: 1,
      ABGLEICH_PIXI_TIMEOUT_SECONDS: 30,
      ABGLEICH_UNZER_RATE: 10,
      ABGLEICH_UNZER_TIMEOUT_SECONDS: 30,
      PORT: 8080,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
    });
  });

  it('names every wrong variable at once, each with its fix', () => {
    const fault = faultOf({ LOG_LEVEL: 'loud', PORT: '99999', ABGLEICH_SECRET_KEYS: KEY });
    expect(fault).toMatchObject({ kind: 'config', code: 'platform.setting-invalid' });
    expect(Object.keys(fault.params).sort()).toEqual(['DATABASE_URL', 'LOG_LEVEL', 'PORT']);
    expect(fault.params['DATABASE_URL']).toMatch(/^is not set\. Set it to postgres:/);
    expect(fault.params['LOG_LEVEL']).toBe(
      'has a value that cannot be used. Set it to debug, info, warn or error.',
    );
    expect(settingErrors(fault)?.every((line) => /^[A-Z_]+ (is|has)/.test(line))).toBe(true);
  });

  it('never repeats a value, because it may be a secret in the wrong variable', () => {
    const secret = 's-priv-DoNotShowMe';
    const names = Object.keys(baseSettings.shape);
    const fault = faultOf(Object.fromEntries(names.map((name) => [name, secret])));
    // Any text may be a host or a path.
    const anyText = ['HOST', 'ABGLEICH_MAIL_CA_FILE'];
    const checked = names.filter((name) => !anyText.includes(name));
    expect(Object.keys(fault.params).sort()).toEqual(checked.sort());
    expect(JSON.stringify([fault.message, fault.params, settingErrors(fault)])).not.toContain(
      'DoNotShowMe',
    );
  });

  it('takes an empty variable as not set', () => {
    expect(readSettings(baseSettings, { ...WORKING, PORT: ' ' }).PORT).toBe(8080);
    expect(readSettings(baseSettings, { ...WORKING, KAFKA_BROKERS: '' }).KAFKA_BROKERS).toBe(
      undefined,
    );
  });

  it.each([
    ['KAFKA_BROKERS', 'kafka'],
    ['ABGLEICH_POLL_SECONDS', '0'],
    ['ABGLEICH_PIXI_RATE', '-1'],
    ['ABGLEICH_PIXI_IN_FLIGHT', '1.5'],
    ['ABGLEICH_PIXI_TIMEOUT_SECONDS', '121'],
    ['ABGLEICH_QUIET_WINDOW', '0-4'],
    ['ABGLEICH_QUIET_WINDOW', '00:00-24:00'],
    ['ABGLEICH_LOOK_UP_WAITS', '5,,10'],
    ['ABGLEICH_LOOK_UP_WAITS', '5,-1'],
    ['ABGLEICH_SECRET_KEYS', 'k1:c2hvcnQ='],
    ['DATABASE_URL', 'mysql://db/abgleich'],
  ])('refuses %s=%s', (name, value) => {
    expect(Object.keys(faultOf({ ...WORKING, [name]: value }).params)).toEqual([name]);
  });

  it.each([
    ['KAFKA_BROKERS', 'a:9092,b:9092', ['a:9092', 'b:9092']],
    ['ABGLEICH_QUIET_WINDOW', 'off', 'off'],
    ['ABGLEICH_QUIET_WINDOW', '23:30-04:15', '23:30-04:15'],
    ['ABGLEICH_LOOK_UP_WAITS', '0.5, 2', [0.5, 2]],
    ['ABGLEICH_SECRET_KEYS', `k2:${KEY.slice(3)},${KEY}`, `k2:${KEY.slice(3)},${KEY}`],
  ])('accepts %s=%s', (name, value, expected) => {
    const settings: Record<string, unknown> = readSettings(baseSettings, {
      ...WORKING,
      [name]: value,
    });
    expect(settings[name]).toEqual(expected);
  });

  it('leaves errors of other kinds to others', () => {
    expect(settingErrors(new Error('x'))).toBe(null);
  });
});

describe('every setting', () => {
  it.each(Object.entries(baseSettings.shape))(
    '%s tells what it does and how to mend it',
    (name) => {
      const help = helpOf(name, baseSettings.shape[name as keyof typeof baseSettings.shape]);
      expect(help.help).toMatch(/[.]$/);
      expect(help.fix).toMatch(/[.]$/);
    },
  );

  it('is refused when somebody adds it without help', () => {
    expect(() => helpOf('NEW_ONE', z.string())).toThrow('NEW_ONE has no help');
  });
});
