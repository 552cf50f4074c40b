import { describe, expect, it } from '@jest/globals';
import { Fault, Secret } from '@abgleich/domain';
import { createLog, type Log } from './create-log.js';

function recordingLog(): { log: Log; text: () => string; last: () => Record<string, unknown> } {
  const lines: string[] = [];
  const log = createLog('capture', { level: 'debug', to: { write: (line) => lines.push(line) } });
  const last = (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}');
  return { log, text: () => lines.join(''), last };
}

describe('createLog', () => {
  it('writes one JSON line a fact with app, level, time and ids', () => {
    const { log, last } = recordingLog();
    log.info({ orderNumber: '4711' }, 'order released');
    expect(last()).toMatchObject({
      level: 'info',
      app: 'capture',
      orderNumber: '4711',
      fact: 'order released',
    });
    expect(last()['at']).toEqual(expect.stringMatching(/^\d{4}-\d\d-\d\dT/));
  });

  it.each([
    ['a Secret', { key: new Secret('hunter2') }],
    ['a password by name', { connection: { password: 'hunter2' } }],
    ['a cookie deep inside', { request: { headers: [{ cookie: 'hunter2' }] } }],
    ['an account number by name', { iban: 'hunter2' }],
    ['a customer by name', { customerName: 'hunter2', street: 'hunter2' }],
    ['a private key in any field', { note: 'used s-priv-hunter2 for it' }],
    ['a password in a database address', { note: 'postgres://me:hunter2@db/abgleich' }],
    ['the cause of an error', { error: new Error('x', { cause: new Error('p-priv-hunter2') }) }],
  ])('hides %s', (_what, facts) => {
    const { log, text } = recordingLog();
    log.info(facts, 'something happened');
    expect(text()).not.toContain('hunter2');
    expect(text()).toContain('***');
  });

  it('hides a key in a sentence and in the bindings of a child log', () => {
    const { log, text } = recordingLog();
    log.warn('the key s-priv-hunter2 was refused');
    log.child({ password: 'hunter2' }).child({ token: 'hunter2' }).info('x');
    log.error(new Error('DE89370400440532013000 is not a good IBAN'));
    expect(text()).not.toMatch(/hunter2|DE89/);
  });

  it('writes of a fault its kind, code, values and ids, without a stack', () => {
    const { log, last } = recordingLog();
    const ref = { orderNumber: '4711' };
    log.error({ error: new Fault({ kind: 'transient', code: 'pixi.busy', ref }) }, 'poll failed');
    expect(last()['error']).toEqual({ kind: 'transient', code: 'pixi.busy', params: {}, ref });
  });

  it('does not follow a structure that never ends', () => {
    const { log, last } = recordingLog();
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    log.info({ loop }, 'looped');
    expect(last()['fact']).toBe('looped');
  });
});
