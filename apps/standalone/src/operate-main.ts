import { systemClock } from '@abgleich/scheduler';
import { baseSettings, createLog, readSettings, settingErrors } from '@abgleich/service-kit';
import { OPERATE_USAGE, operate } from './operate.js';
import { prepareDatabase } from './prepare-database.js';

/** Runs one command of an operator; answers the exit code. */
async function run(words: readonly string[]): Promise<number> {
  const settings = readSettings(baseSettings, process.env);
  const database = await prepareDatabase(settings, createLog('operate', { level: 'warn' }));
  try {
    const result = await operate(words, { database, settings, now: systemClock.now() });
    if (result === null) {
      console.error(OPERATE_USAGE);
      return 1;
    }
    for (const line of result.lines) console.log(line);
    return result.ok ? 0 : 1;
  } finally {
    await database.close();
  }
}

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  const lines = settingErrors(error) ?? [String(error)];
  for (const line of lines) console.error(line);
  return 1;
});
