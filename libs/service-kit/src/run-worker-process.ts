import type { DynamicModule } from '@nestjs/common';
import { baseSettings } from './base-settings.js';
import { createLog } from './create-log.js';
import { createMetrics } from './create-metrics.js';
import { createPlatform } from './create-platform.js';
import type { Platform } from './platform.js';
import { readSettings } from './read-settings.js';
import { runProcess } from './run-process.js';
import { startService } from './start-service.js';

/** Runs one service as a process of its own: settings from the environment, probes, the worker, a graceful end. */
export function runWorkerProcess(
  name: string,
  moduleOn: (platform: Platform) => DynamicModule | Promise<DynamicModule>,
): void {
  const log = createLog(name);
  runProcess(log, async () => {
    const settings = readSettings(baseSettings, process.env);
    log.level = settings.LOG_LEVEL;
    const metrics = createMetrics();
    const platform = await createPlatform({ name, settings, log, metrics });
    const ready = [{ name: 'database', check: () => platform.checkReady() }];
    const service = await startService({
      name,
      module: await moduleOn(platform),
      port: settings.PORT,
      host: settings.HOST,
      log,
      metrics,
      ready,
    });
    await platform.transport.start();
    return {
      async stop() {
        await service.stop();
        await platform.stop();
      },
    };
  });
}
