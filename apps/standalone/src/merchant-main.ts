import { readFile } from 'node:fs/promises';
import { systemClock } from '@abgleich/scheduler';
import { baseSettings, createLog, readSettings, settingErrors } from '@abgleich/service-kit';
import { applyMerchant } from './merchant/apply-merchant.js';
import { parseMerchantFile } from './merchant/merchant-file.js';
import { prepareDatabase } from './prepare-database.js';

const USAGE =
  'npm run merchant -- FILE     enters the merchant that FILE describes (docs/how-to/connect-real-pixi-and-unzer.md)';

/** Enters a merchant from a file; answers the exit code. */
async function enterMerchant(path: string | undefined): Promise<number> {
  if (path === undefined) {
    console.error(USAGE);
    return 1;
  }
  const parsed = parseMerchantFile(JSON.parse(await readFile(path, 'utf8')), process.env);
  if ('wrong' in parsed) {
    for (const line of parsed.wrong) console.error(`${path}: ${line}`);
    return 1;
  }
  const settings = readSettings(baseSettings, process.env);
  const log = createLog('merchant', { level: 'warn' });
  const database = await prepareDatabase(settings, log);
  try {
    const { saved, unchanged } = await applyMerchant(database, parsed.merchant, {
      settings,
      now: systemClock.now(),
    });
    for (const what of saved) console.log(`saved ${what}`);
    console.log(`${parsed.merchant.organisation}: ${saved.length} saved, ${unchanged} unchanged`);
    return 0;
  } finally {
    await database.close();
  }
}

process.exitCode = await enterMerchant(process.argv[2]).catch((error: unknown) => {
  for (const line of settingErrors(error) ?? []) console.error(line);
  // A JSON error quotes the file, and the file may hold a key.
  const sentence = error instanceof SyntaxError ? 'The file is not JSON.' : String(error);
  if (settingErrors(error) === null) console.error(sentence);
  return 1;
});
