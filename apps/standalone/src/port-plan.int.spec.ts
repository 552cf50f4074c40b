import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { LOOPBACK, portPlan, requireFreePorts } from './port-plan.js';
import { freePortBase } from './testing/product.js';

/** Somebody else has the port of the sandbox's Unzer, and nobody any of the others: they are not among those that Linux hands out. */
async function whereUnzerIsTaken(check: (portBase: number) => Promise<void>): Promise<void> {
  const portBase = await freePortBase();
  const other = createServer().listen(portPlan(portBase).unzer, LOOPBACK);
  await once(other, 'listening');
  try {
    await check(portBase);
  } finally {
    other.close();
  }
}

describe('requireFreePorts', () => {
  it('names the taken port, what it is for and the option that chooses another', async () => {
    await whereUnzerIsTaken(async (portBase) => {
      await expect(
        requireFreePorts(portPlan(portBase), { portBase, sandbox: true }, false),
      ).rejects.toMatchObject({
        params: {
          '--port-base': expect.stringMatching(
            `port ${portPlan(portBase).unzer} for the sandbox's Unzer is used by another process.*--port-base`,
          ),
        },
      });
    });
  });

  it('does not mind a taken port of a part that will not run', async () => {
    await whereUnzerIsTaken(async (portBase) => {
      await requireFreePorts(portPlan(portBase), { portBase, sandbox: false }, true);
    });
  });
});
