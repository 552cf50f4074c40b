import {
  type BaseSettings,
  type Log,
  baseSettings,
  createLog,
  readSettings,
} from '@abgleich/service-kit';
import { Fault } from '@abgleich/domain';
import { mailCertificateFile, sandboxSeed } from '@abgleich/sandbox';
import { createDatabase, startEmbeddedPostgres } from '../../../tools/postgres.mjs';
import { type DataDirectory, openDataDirectory } from './data-directory.js';
import { type PortPlan, LOOPBACK, portPlan, requireFreePorts } from './port-plan.js';
import { rotatingFile } from './rotating-file.js';
import type { StandaloneOptions } from './standalone-options.js';
import type { StopList } from './stop-list.js';
import { terminalLine } from './terminal-line.js';
import { watchPid } from './watch-pid.js';

export type Environment = Readonly<Record<string, string | undefined>>;
const DATABASE = 'abgleich';

/** What both ways to run on one machine stand on: a data directory, free ports, a log, keys, a database. */
export type Foundation = {
  readonly directory: DataDirectory;
  readonly plan: PortPlan;
  readonly log: Log;
  /** The environment with what was found or made here: DATABASE_URL, ABGLEICH_SECRET_KEYS and what the sandbox needs. */
  readonly environment: Environment;
  readonly settings: BaseSettings;
};

export type FoundationInput = {
  readonly options: StandaloneOptions;
  readonly env: Environment;
  readonly stops: StopList;
  /** Called once when a part that everything needs has died. */
  readonly onLost: (sentence: string) => void;
};

/**
 * The sandbox answers within milliseconds and never later than that, so waits made for the real systems would only make its faults
 * slow to watch. The environment goes before these.
 */
const SANDBOX_PACE: Environment = {
  ABGLEICH_PIXI_TIMEOUT_SECONDS: '10',
  ABGLEICH_UNZER_TIMEOUT_SECONDS: '10',
  ABGLEICH_LOOK_UP_WAITS: '2,5,10,20',
};

/** Lays it, or throws a `config` fault that says what to change. What was started is in `stops` even when it throws. */
export async function layFoundation({
  options,
  env: asked,
  stops,
  onLost,
}: FoundationInput): Promise<Foundation> {
  const env = options.sandbox ? { ...SANDBOX_PACE, ...asked } : asked;
  const plan = portPlan(options.portBase);
  const ownDatabase = given(env, 'DATABASE_URL');
  const settings = checkSettings(options, env);
  const directory = await openDataDirectory(options.dataDir, options.fresh);
  const file = rotatingFile(directory.logFile);
  stops.add('log file', async () => file.close());
  stops.add('data directory', () => directory.release());
  await requireFreePorts(plan, options, ownDatabase !== undefined);
  const log = createLog('abgleich', { level: settings.LOG_LEVEL, to: twoLogs(file) });

  const environment = {
    ...env,
    ...forSandbox(options, env),
    ABGLEICH_SECRET_KEYS: given(env, 'ABGLEICH_SECRET_KEYS') ?? (await directory.secretKeys()),
    DATABASE_URL: ownDatabase ?? (await startDatabase()),
  };
  return { directory, plan, log, environment, settings: readSettings(baseSettings, environment) };

  async function startDatabase(): Promise<string> {
    const server = await startEmbeddedPostgres({
      dataDir: directory.postgres,
      port: plan.postgres,
      onLog: (line) => log.debug({ line }, 'postgres'),
    });
    const watch = watchPid(server.pid, () =>
      onLost(
        `The database (process ${server.pid}) ended by itself. Its last words are in ${directory.logFile}.`,
      ),
    );
    stops.add('database', async () => {
      clearInterval(watch);
      await server.stop();
    });
    return createDatabase(server.url, DATABASE);
  }
}

/**
 * The sandbox is on this machine, its mail server under a certificate of its own; that takes the installation's own mails too. The fee is
 * an example, so that booking can be tried.
 */
function forSandbox(
  { sandbox, dataDir, portBase }: StandaloneOptions,
  env: Environment,
): Environment {
  if (!sandbox) return {};
  const { user, password, sender } = sandboxSeed.smtp;
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  const ownMail = {
    ABGLEICH_SMTP_URL: `smtp://${login}@${LOOPBACK}:${portPlan(portBase).smtp}?tls=none`,
    ABGLEICH_MAIL_FROM: sender,
  };
  const hasOwn = Object.keys(ownMail).some((name) => given(env, name) !== undefined);
  const usual = {
    ABGLEICH_PRIVATE_ADDRESSES: 'allowed',
    ABGLEICH_MONTHLY_FEE: '49.00 EUR',
    ABGLEICH_MAIL_CA_FILE: mailCertificateFile(dataDir),
    ...(hasOwn ? {} : ownMail),
  };
  return Object.fromEntries(
    Object.entries(usual).filter(([name]) => given(env, name) === undefined),
  );
}

/** A variable's value; an empty one counts as not set. */
function given(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

/** All settings but the two that are made here are checked before anything starts. */
function checkSettings(options: StandaloneOptions, env: Environment): BaseSettings {
  const stand = {
    DATABASE_URL: `postgres://${LOOPBACK}/made-later`,
    ABGLEICH_SECRET_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
  };
  const filled = Object.entries(stand).map(([name, value]) => [name, given(env, name) ?? value]);
  const settings = readSettings(baseSettings, { ...env, ...Object.fromEntries(filled) });
  if (settings.ABGLEICH_QUIET_WINDOW === 'off' && !options.sandbox) {
    const params = {
      ABGLEICH_QUIET_WINDOW:
        'is off, but a real pixi must be left alone while it backs up. Leave it out.',
    };
    throw new Fault({ kind: 'config', code: 'platform.setting-invalid', params });
  }
  return settings;
}

/** Everything into the file; warnings and worse to the terminal too. Standard output stays free for the ready line. */
function twoLogs(file: { write(line: string): void }): { write(line: string): void } {
  return {
    write(line) {
      file.write(line);
      if (/^{"level":"(warn|error|fatal)"/.test(line)) process.stderr.write(terminalLine(line));
    },
  };
}
