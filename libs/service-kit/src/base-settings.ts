import { z } from 'zod';
import { setting } from './read-settings.js';

/** The slowest answer waited for; pixi's own web server gives up after two minutes, so more would never help. */
const TIMEOUT_SECONDS_MAX = 120;
/** More look-ups than this means a person must look; see docs/concepts/uncertainty.md. */
const LOOK_UPS_MAX = 20;
const DAY_SECONDS = 24 * 3_600;

const seconds = (fallback: number, max = TIMEOUT_SECONDS_MAX) =>
  z.coerce.number().positive().max(max).default(fallback);
const port = z.coerce.number().int().min(0).max(65_535);
const rate = (fallback: number) => z.coerce.number().min(0).max(10_000).default(fallback);
const TIME = '(?:[01][0-9]|2[0-3]):[0-5][0-9]';

const lookUpWaits = z
  .string()
  .default('5,30,120,600')
  .transform((text, context) => {
    const waits = text.split(',').map((part) => Number(part.trim()));
    const usable = waits.every((wait) => Number.isFinite(wait) && wait > 0 && wait <= DAY_SECONDS);
    if (usable && waits.length <= LOOK_UPS_MAX) return waits;
    context.addIssue({ code: 'custom', message: 'not a list of seconds' });
    return z.NEVER;
  });

const database = {
  DATABASE_URL: setting(z.url({ protocol: /^postgres(ql)?$/ }), {
    help: 'The PostgreSQL database (15 or newer) that holds configuration, journal and outbox. Its user must own the database, because migrations create schemas.',
    fix: 'Set it to postgres://USER:PASSWORD@HOST:5432/DATABASE.',
    example: 'postgres://abgleich:…@db:5432/abgleich',
    secret: true,
  }),
  ABGLEICH_SECRET_KEYS: setting(
    z.string().regex(/^[A-Za-z0-9_-]+:[A-Za-z0-9+/]{43}=(,[A-Za-z0-9_-]+:[A-Za-z0-9+/]{43}=)*$/),
    {
      help: 'The keys that encrypt stored secrets (Unzer private keys, pixi and SMTP passwords, keys of second factors) with AES-256-GCM, as `id:base64` pairs. The first one encrypts, all of them decrypt. Lose them and every secret must be typed in again.',
      fix: 'Set it to ID:KEY, where KEY is 32 random bytes in base64 (openssl rand -base64 32); several pairs are separated by commas, the newest first.',
      example: 'k1:…',
      secret: true,
    },
  ),
};

const transport = {
  KAFKA_BROKERS: setting(
    z
      .string()
      .regex(/^[^\s,:]+:\d{1,5}(,[^\s,:]+:\d{1,5})*$/)
      .transform((list) => list.split(','))
      .optional(),
    {
      help: 'The Kafka brokers over which services tell each other what happened. Not set: events are delivered inside the one process from the outbox table, which is right for `npm start` and wrong for more than one process.',
      fix: 'Set it to HOST:PORT, several separated by commas, or leave it out.',
      example: 'kafka:9092',
    },
  ),
};

const polling = {
  ABGLEICH_POLL_SECONDS: setting(seconds(15, 3_600), {
    help: 'Seconds between two looks at each queue of a pixi database.',
    fix: 'Set it to a number of seconds greater than 0, at most 3600.',
    example: '15',
  }),
  ABGLEICH_QUIET_WINDOW: setting(
    z
      .string()
      .regex(new RegExp(`^(off|${TIME}-${TIME})$`))
      .default('00:00-04:00'),
    {
      help: 'The time of night, Europe/Berlin, in which no request may reach pixi because its databases are backed up. `off` is accepted only together with the sandbox.',
      fix: 'Set it to HH:MM-HH:MM.',
      example: '00:00-04:00',
    },
  ),
  ABGLEICH_LOOK_UP_WAITS: setting(lookUpWaits, {
    help: 'Seconds to wait before each look-up of an effect whose answer was lost. After the last fruitless look-up a person is asked.',
    fix: 'Set it to at most 20 numbers of seconds, separated by commas.',
    example: '5,30,120,600',
  }),
  ABGLEICH_KEEP_CALLS_DAYS: setting(z.coerce.number().int().min(1).max(3_650).default(180), {
    help: 'Days for which the calls made for an order are kept and shown in its timeline. What was decided and done is kept for good.',
    fix: 'Set it to a whole number of days between 1 and 3650.',
    example: '180',
  }),
};

const politeness = {
  ABGLEICH_PIXI_RATE: setting(rate(5), {
    help: 'Requests a second that one pixi database gets from us at most; 0 = unlimited (tests only).',
    fix: 'Set it to a number between 0 and 10000.',
    example: '5',
  }),
  ABGLEICH_PIXI_IN_FLIGHT: setting(z.coerce.number().int().min(1).max(64).default(1), {
    help: 'Requests that may be under way at one pixi database at the same time.',
    fix: 'Set it to a whole number between 1 and 64.',
    example: '1',
  }),
  ABGLEICH_PIXI_TIMEOUT_SECONDS: setting(seconds(30), {
    help: 'Seconds to wait for an answer of pixi. Requests also stop this long before the quiet window, so that the slowest one ends outside it.',
    fix: 'Set it to a number of seconds greater than 0, at most 120.',
    example: '30',
  }),
  ABGLEICH_UNZER_RATE: setting(rate(10), {
    help: 'Requests a second that go to Unzer for one key pair at most; 0 = unlimited (tests only).',
    fix: 'Set it to a number between 0 and 10000.',
    example: '10',
  }),
  ABGLEICH_UNZER_TIMEOUT_SECONDS: setting(seconds(30), {
    help: 'Seconds to wait for an answer of Unzer. A write without an answer is looked up, never sent again blindly.',
    fix: 'Set it to a number of seconds greater than 0, at most 120.',
    example: '30',
  }),
};

const sandbox = {
  ABGLEICH_SANDBOX_HOST: setting(
    z
      .string()
      .regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/)
      .optional(),
    {
      help: 'The name of the one machine, besides this one, that Unzer’s test keys (`s-…`) may reach by plain http: a sandbox in a container network. Production keys (`p-…`) never travel unencrypted.',
      fix: 'Set it to the name of the host alone, in small letters, or leave it out.',
      example: 'sandbox',
    },
  ),
};

const outgoing = {
  ABGLEICH_PRIVATE_ADDRESSES: setting(z.enum(['allowed', 'refused']).default('refused'), {
    help: 'Whether a merchant may name a pixi or a mail server in a private network or on this machine. On an installation with several merchants that would let each of them reach into your network. Checked when it is saved and whenever a connection is made.',
    fix: 'Set it to allowed or refused.',
    example: 'refused',
  }),
};

const checks = {
  ABGLEICH_CHECK_SECONDS: setting(seconds(300, 3_600), {
    help: 'Seconds between two rounds of the independent checker. A round with nothing to check costs one statement in the database and no call.',
    fix: 'Set it to a number of seconds greater than 0, at most 3600.',
    example: '300',
  }),
  ABGLEICH_CHECK_CALLS_PER_HOUR: setting(z.coerce.number().int().min(0).max(100_000).default(300), {
    help: 'Requests an hour that the independent checker may make to both sides of one pixi connection together; an order costs three. 0 = it does not check.',
    fix: 'Set it to a whole number between 0 and 100000.',
    example: '300',
  }),
  ABGLEICH_CHECK_REST_SECONDS: setting(seconds(600, DAY_SECONDS), {
    help: 'Seconds for which nothing may have happened to an order before the independent checker looks at it.',
    fix: 'Set it to a number of seconds greater than 0, at most 86400.',
    example: '600',
  }),
  ABGLEICH_CHECK_AGAIN_HOURS: setting(
    z.coerce
      .number()
      .positive()
      .max(24 * 31)
      .default(24),
    {
      help: 'Hours after which the independent checker looks at an order again although nothing happened to it that Abgleich knows of. An order with a finding is looked at 24 times as often.',
      fix: 'Set it to a number of hours greater than 0, at most 744.',
      example: '24',
    },
  ),
  ABGLEICH_CHECK_HORIZON_DAYS: setting(z.coerce.number().positive().max(3_650).default(90), {
    help: 'Days after which the independent checker no longer looks at an order by itself. One that something happens to, or with a finding, is looked at all the same.',
    fix: 'Set it to a number of days greater than 0, at most 3650.',
    example: '90',
  }),
};

const mail = {
  ABGLEICH_PUBLIC_URL: setting(
    z
      .url({ protocol: /^https?$/ })
      .transform((url) => new URL(url))
      .optional(),
    {
      help: 'The address that people type to reach the portal. Links in e-mails begin with it; without it e-mails about errors have no links, and links for new passwords are sent only to people on this machine. With https portal-api marks its cookies secure.',
      fix: 'Set it to https://HOST, or leave it out.',
      example: 'https://abgleich.example.org',
    },
  ),
  ABGLEICH_MAIL_PRIVATE_HOSTS: setting(z.enum(['allowed', 'refused']).optional(), {
    help: 'The same as ABGLEICH_PRIVATE_ADDRESSES for mail servers alone, where the two shall differ.',
    fix: 'Set it to allowed or refused, or leave it out.',
    example: 'refused',
  }),
  ABGLEICH_MAIL_CA_FILE: setting(z.string().min(1).optional(), {
    help: 'A PEM file with root certificates that mail servers are trusted by besides the well-known ones. A certificate is never accepted unchecked.',
    fix: 'Set it to the path of a readable file, or leave it out.',
    example: '/etc/abgleich/mail-ca.pem',
  }),
  ABGLEICH_MAIL_COLLECT_SECONDS: setting(seconds(20, 600), {
    help: 'Seconds for which equal errors are collected before they leave as one e-mail. Longer means fewer e-mails, shorter means sooner.',
    fix: 'Set it to a number of seconds greater than 0, at most 600.',
    example: '20',
  }),
};

const fee = {
  ABGLEICH_MONTHLY_FEE: setting(
    z
      .string()
      .regex(/^\d{1,7}(\.\d{1,2})? [A-Z]{3}$/)
      .default('0 EUR'),
    {
      help: 'What an organisation pays for a month of the app, net. The months are recorded for invoices; see `npm run operate`. 0 = nothing is charged.',
      fix: 'Set it to AMOUNT CURRENCY.',
      example: '49.00 EUR',
    },
  ),
};

const processFrame = {
  PORT: setting(port.default(8080), {
    help: 'The port for /healthz, /readyz and /metrics, and for the portal where the service is portal-api; 0 = any free one.',
    fix: 'Set it to a port number between 0 and 65535.',
    example: '8080',
  }),
  HOST: setting(z.string().default('127.0.0.1'), {
    help: 'The address to listen on. The default answers this machine only; containers listen on 0.0.0.0.',
    fix: 'Set it to an IP address of this machine.',
    example: '0.0.0.0',
  }),
  LOG_LEVEL: setting(z.enum(['debug', 'info', 'warn', 'error']).default('info'), {
    help: 'The least important log lines to write. Logs go to standard error as JSON, one line a fact.',
    fix: 'Set it to debug, info, warn or error.',
    example: 'info',
  }),
};

/** The settings every service reads. A service with more of its own extends it: `baseSettings.extend({ … })`. */
export const baseSettings = z.object({
  ...database,
  ...transport,
  ...polling,
  ...politeness,
  ...sandbox,
  ...outgoing,
  ...checks,
  ...mail,
  ...fee,
  ...processFrame,
});
export type BaseSettings = z.output<typeof baseSettings>;
