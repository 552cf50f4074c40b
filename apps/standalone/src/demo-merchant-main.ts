import { parseArgs } from 'node:util';
import { baseSettings, createLog, readSettings, settingErrors } from '@abgleich/service-kit';
import { enterDemoMerchant } from './demo.js';
import { prepareDatabase } from './prepare-database.js';

// Enters the demo merchant for a sandbox that runs elsewhere, prints how to sign in, and ends.
const log = createLog('demo-merchant');
try {
  const { values } = parseArgs({
    options: {
      'data-dir': { type: 'string', default: './.abgleich' },
      pixi: { type: 'string', default: 'http://127.0.0.1:4001/' },
      unzer: { type: 'string', default: 'http://127.0.0.1:4002' },
      smtp: { type: 'string', default: '127.0.0.1:4003' },
      portal: { type: 'string', default: 'http://127.0.0.1:4000' },
    },
  });
  const settings = readSettings(baseSettings, process.env);
  const database = await prepareDatabase(settings, log);
  const { pixi, unzer, smtp, portal } = values;
  const dataDirectory = values['data-dir'];
  const addresses = { pixi, unzer, smtp };
  const entered = await enterDemoMerchant({ database, settings, dataDirectory, addresses, portal });
  console.log(JSON.stringify({ portal, ...entered }));
  await database.close();
} catch (error) {
  for (const line of settingErrors(error) ?? []) log.fatal(line);
  if (settingErrors(error) === null) log.fatal({ error }, 'could not enter the demo merchant');
  process.exitCode = 1;
}
