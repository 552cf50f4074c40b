import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { LOOPBACK, portPlan, requireFreePorts } from './port-plan.js';

async function onBusyPort(check: (port: number) => Promise<void>): Promise<void> {
  const other = createServer().listen(0, LOOPBACK);
  await once(other, 'listening');
  try {
    await check((other.address() as AddressInfo).port);
  } finally {
    other.close();
  }
}

describe('requireFreePorts', () => {
  it('names the taken port, what it is for and the option that chooses another', async () => {
    await onBusyPort(async (port) => {
      const portBase = port - 2;
      await expect(
        requireFreePorts(portPlan(portBase), { portBase, sandbox: true }, false),
      ).rejects.toMatchObject({
        params: {
          '--port-base': expect.stringMatching(
            `port ${port} for the sandbox's Unzer is used by another process.*--port-base`,
          ),
        },
      });
    });
  });

  it('does not mind a taken port of a part that will not run', async () => {
    await onBusyPort(async (port) => {
      const portBase = port - 2;
      await requireFreePorts(portPlan(portBase), { portBase, sandbox: false }, true);
    });
  });
});
