import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';

type Ended = { code: number | null; out: string; err: string };
type Fixture = { child: ChildProcess; ready: Promise<void>; ended: Promise<Ended> };

/** Runs the built fixture: signals and exit codes need a process of their own. */
function run(story: string): Fixture {
  const fixture = 'libs/service-kit/dist/testing/process-fixture.js';
  const child = spawn(process.execPath, [fixture, story], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  const ready = new Promise<void>((done) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('ready')) done();
    });
  });
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, 'close').then(([code]: (number | null)[]) => ({
    code: code ?? null,
    out,
    err,
  }));
  return { child, ready, ended };
}

describe('runProcess', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'stops in order on %s and exits with 0',
    async (signal) => {
      const { child, ready, ended } = run('works');
      await ready;
      child.kill(signal);
      expect(await ended).toMatchObject({ code: 0, out: 'ready\nstopped\n' });
    },
  );

  it('takes a signal that arrives twice at once, from terminal and npm, as one', async () => {
    const { child, ready, ended } = run('works');
    await ready;
    child.kill('SIGINT');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, out: 'ready\nstopped\n' });
  });

  it('exits with 1 and says why when stopping fails', async () => {
    const { child, ready, ended } = run('stops-with-error');
    await ready;
    child.kill('SIGTERM');
    const { code, err } = await ended;
    expect(code).toBe(1);
    expect(err).toContain('would not stop');
  });

  it('stops in order and exits with 1 when a failure was caught by nobody', async () => {
    const { code, out, err } = await run('forgets-a-promise').ended;
    expect({ code, out }).toEqual({ code: 1, out: 'ready\nstopped\n' });
    expect(err).toContain('nobody looked');
  });

  it('names every setting to mend, and no value, when it cannot start for want of them', async () => {
    const { code, err } = await run('lacks-settings').ended;
    expect(code).toBe(1);
    expect(err).toMatch(/DATABASE_URL is not set[^]*PORT has a value that cannot be used/);
    expect(err).not.toContain('hunter2');
  });

  it('exits with 1 and says why when it cannot start', async () => {
    const { code, err } = await run('cannot-start').ended;
    expect(code).toBe(1);
    expect(err).toContain('the disk is full');
  });
});
