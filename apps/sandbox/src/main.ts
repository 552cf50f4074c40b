import { parseArgs } from 'node:util';
import { startSandbox } from './start-sandbox.js';

// Runs the sandbox as a process of its own. Prints one JSON line with its addresses once it is ready.
const { values } = parseArgs({
  options: {
    host: { type: 'string', default: process.env['SANDBOX_HOST'] ?? '127.0.0.1' },
    'port-base': { type: 'string', default: process.env['SANDBOX_PORT_BASE'] ?? '4001' },
    'data-dir': { type: 'string', default: process.env['SANDBOX_DATA_DIR'] ?? './.abgleich' },
    'pixi-url': { type: 'string', default: process.env['SANDBOX_PIXI_URL'] ?? '' },
    'webhook-hosts': { type: 'string', default: process.env['SANDBOX_WEBHOOK_HOSTS'] ?? '' },
    'demo-rate': { type: 'string', default: process.env['SANDBOX_DEMO_RATE'] ?? '2' },
    demo: { type: 'boolean', default: process.env['SANDBOX_DEMO'] === '1' },
    fresh: { type: 'boolean', default: false },
  },
});
const base = Number(values['port-base']);
if (!Number.isInteger(base) || base < 0 || base > 65_532)
  throw new Error('--port-base must be a port number; 0 takes any free ports.');
const rate = Number(values['demo-rate']);
if (!(rate > 0 && rate <= 600))
  throw new Error('--demo-rate must be a number of orders per minute, above 0 and at most 600.');
const port = (offset: number): number => (base === 0 ? 0 : base + offset);
const hosts = values['webhook-hosts'].split(',').filter((host) => host !== '');

const sandbox = await startSandbox({
  host: values.host,
  ports: { pixi: port(0), unzer: port(1), smtp: port(2), control: port(3) },
  dataDir: values['data-dir'],
  fresh: values.fresh,
  demo: values.demo && { ordersPerMinute: rate },
  publicUrls: values['pixi-url'] === '' ? undefined : { pixi: values['pixi-url'] },
  webhookHosts: hosts.length === 0 ? undefined : ['localhost', '127.0.0.1', '[::1]', ...hosts],
});
console.log(JSON.stringify({ ready: true, ...sandbox.urls }));

let isStopping = false;
const stop = (): void => {
  if (isStopping) return;
  isStopping = true;
  void sandbox.stop().then(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
