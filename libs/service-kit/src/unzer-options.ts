import type { UnzerOptions } from '@abgleich/unzer';
import type { BaseSettings } from './base-settings.js';

const SECOND_MS = 1_000;

/** How a process calls Unzer, by its settings. */
export const unzerOptions = (
  settings: Pick<
    BaseSettings,
    'ABGLEICH_UNZER_RATE' | 'ABGLEICH_UNZER_TIMEOUT_SECONDS' | 'ABGLEICH_SANDBOX_HOST'
  >,
): Omit<UnzerOptions, 'clock'> => ({
  requestsPerSecond: settings.ABGLEICH_UNZER_RATE,
  totalTimeoutMs: settings.ABGLEICH_UNZER_TIMEOUT_SECONDS * SECOND_MS,
  ...(settings.ABGLEICH_SANDBOX_HOST ? { sandboxHost: settings.ABGLEICH_SANDBOX_HOST } : {}),
});
