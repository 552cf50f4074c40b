import { parseArgs } from 'node:util';
import { startSandbox } from '@abgleich/sandbox';
import { createLog, runProcess } from '@abgleich/service-kit';
import { LOOPBACK, portPlan } from './port-plan.js';

// The sandbox as a process of its own on this machine; it ends with the process that started it.
const { values } = parseArgs({
  options: {
    'port-base': { type: 'string', default: '4000' },
    'data-dir': { type: 'string', default: './.abgleich' },
    demo: { type: 'boolean', default: false },
  },
});
runProcess(createLog('sandbox'), () => {
  const { pixi, unzer, smtp, control } = portPlan(Number(values['port-base']));
  const ports = { pixi, unzer, smtp, control };
  return startSandbox({ host: LOOPBACK, ports, dataDir: values['data-dir'], demo: values.demo });
});
