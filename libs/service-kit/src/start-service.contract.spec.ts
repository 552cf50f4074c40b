import { afterEach, describe, expect, it } from '@jest/globals';
import { Fault } from '@abgleich/domain';
import { Controller, Get, HttpException, Module } from '@nestjs/common';
import { z } from 'zod';
import { createLog } from './create-log.js';
import { createMetrics } from './create-metrics.js';
import { startService, type RunningService, type ServiceOptions } from './start-service.js';

@Controller('broken')
class BrokenController {
  @Get('fault')
  fault(): never {
    throw new Fault({ kind: 'transient', code: 'pixi.busy', retryAfterMs: 1_500 });
  }
  @Get('bug')
  bug(): never {
    throw new Error('the password is hunter2');
  }
  @Get('input')
  input(): unknown {
    return z.object({ limit: z.number() }).parse({ limit: 'hunter2' });
  }
  @Get('own')
  own(): never {
    throw new HttpException({ code: 'portal.not-signed-in', detail: 'Sign in first.' }, 401);
  }
}

@Module({ controllers: [BrokenController] })
class BrokenModule {}

const running: RunningService[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()));
});

async function started(more: Partial<ServiceOptions> = {}): Promise<RunningService> {
  const log = createLog('test', { to: { write: () => undefined } });
  const service = await startService({ name: 'test', module: BrokenModule, port: 0, log, ...more });
  running.push(service);
  return service;
}

describe('startService', () => {
  it('says that it lives and that it can work', async () => {
    const { url } = await started({ ready: [{ name: 'database', check: async () => undefined }] });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ status: 'ready', checks: { database: true } });
  });

  it('lives but cannot work while the database is away', async () => {
    const check = async (): Promise<void> => {
      throw new Error('no route to host');
    };
    const { url } = await started({ ready: [{ name: 'database', check }] });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ status: 'not-ready', checks: { database: false } });
  });

  it('shows its counters to Prometheus', async () => {
    const metrics = createMetrics();
    metrics.call({ side: 'erp', name: 'pixiGetOrders', outcome: 'ok', durationMs: 120 });
    metrics.decision('capture', 'settle-now');
    metrics.operation('capture', 'done');
    metrics.problem('capture.refused', 'error');
    metrics.queueLag('outbox', 3);
    const { url } = await started({ metrics });
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toContain(
      'abgleich_call_seconds_sum{side="erp",name="pixiGetOrders",outcome="ok"} 0.12',
    );
    expect(text).toContain('abgleich_decisions_total{service="capture",reason="settle-now"} 1');
    expect(text).toContain('abgleich_operations_total{kind="capture",status="done"} 1');
    expect(text).toContain('abgleich_problems_total{code="capture.refused",severity="error"} 1');
    expect(text).toContain('abgleich_queue_lag_seconds{queue="outbox"} 3');
    expect(text).toMatch(/process_resident_memory_bytes \d{7,}/);
  });

  it.each([
    ['fault', 503, 'pixi.busy'],
    ['bug', 500, 'platform.bug'],
    ['input', 400, 'request.invalid'],
    ['own', 401, 'portal.not-signed-in'],
    ['nowhere', 404, 'http.404'],
  ])('answers %s with problem+json %i %s', async (path, status, code) => {
    const { url } = await started();
    const answer = await fetch(`${url}/broken/${path}`, {
      headers: { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` },
    });
    const text = await answer.text();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(JSON.parse(text)).toMatchObject({ status, code, traceId: 'a'.repeat(32) });
    expect(text).not.toContain('hunter2');
    expect(answer.headers.get('retry-after')).toBe(code === 'pixi.busy' ? '2' : null);
  });

  it('names the field of a request that cannot be used', async () => {
    const { url } = await started();
    const body: unknown = await (await fetch(`${url}/broken/input`)).json();
    expect(body).toMatchObject({ errors: [{ path: 'limit', code: 'invalid_type' }] });
  });

  it('says which port is taken and by which setting it is chosen', async () => {
    const first = await started();
    const port = Number(new URL(first.url).port);
    await expect(started({ port })).rejects.toMatchObject({
      code: 'platform.setting-invalid',
      params: { PORT: expect.stringContaining(String(port)) },
    });
  });

  it('stops once however often it is asked, its own work before its port', async () => {
    const steps: string[] = [];
    const service = await started({
      onStop: async () => {
        const alive = await fetch(`${service.url}/healthz`);
        steps.push(`work stopped while the port answered ${alive.status}`);
      },
    });
    await Promise.all([service.stop(), service.stop()]);
    expect(steps).toEqual(['work stopped while the port answered 200']);
    await expect(fetch(`${service.url}/healthz`)).rejects.toThrow();
  });
});
