import { describe, expect, it } from '@jest/globals';
import { Fault } from '@abgleich/domain';
import { createLog } from '@abgleich/service-kit';
import { terminalLine } from './terminal-line.js';

function shown(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  write(createLog('abgleich', { to: { write: (line) => (text += terminalLine(line)) } }));
  return text;
}

describe('terminalLine', () => {
  it('shows level, sentence and facts', () => {
    expect(shown((log) => log.warn({ code: 'pixi.busy', waitMs: 500 }, 'poll failed'))).toBe(
      'warn: poll failed code=pixi.busy waitMs=500\n',
    );
  });
  it('shows the message of an error instead of its stack', () => {
    expect(shown((log) => log.fatal({ error: new Error('disk full') }, 'could not start'))).toBe(
      'fatal: could not start (disk full)\n',
    );
  });
  it('shows the code and values of a fault', () => {
    const error = new Fault({
      kind: 'transient',
      code: 'platform.database',
      params: { host: 'db' },
    });
    expect(shown((log) => log.error({ error }, 'lost'))).toBe(
      'error: lost (platform.database {"host":"db"})\n',
    );
  });
});
