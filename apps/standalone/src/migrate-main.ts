import { baseSettings, createLog, readSettings, settingErrors } from '@abgleich/service-kit';
import { prepareDatabase } from './prepare-database.js';

// Brings the schema up to date and ends: the step before new services in containers.
const log = createLog('migrate');
try {
  const settings = readSettings(baseSettings, process.env);
  const database = await prepareDatabase(settings, log);
  await database.close();
  log.info('the database is up to date');
} catch (error) {
  for (const line of settingErrors(error) ?? []) log.fatal(line);
  if (settingErrors(error) === null)
    log.fatal({ error }, 'could not bring the database up to date');
  process.exitCode = 1;
}
