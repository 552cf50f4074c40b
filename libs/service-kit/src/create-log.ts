import { destination, pino, type DestinationStream, type Logger } from 'pino';
import { hideValues, redact } from './redact.js';

/** Facts with ids, one JSON line each. `log.info({ orderNumber }, 'order released')`. */
export type Log = Logger;
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

const STDERR = 2;

/** A log of one process. Writes to standard error unless told otherwise; secrets and personal data are hidden by name and by shape. */
export function createLog(
  app: string,
  options: { level?: LogLevel; to?: DestinationStream } = {},
): Log {
  const log = pino(
    {
      level: options.level ?? 'info',
      base: { app },
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      messageKey: 'fact',
      errorKey: 'error',
      formatters: {
        level: (level) => ({ level }),
        // The object was made from our own facts: redacting it keeps it one.
        log: (facts) => redact(facts) as Record<string, unknown>,
      },
      // Sentences pass no formatter; what is a secret by its shape is caught here.
      hooks: { streamWrite: hideValues },
      // The formatter above reduces errors itself; pino's own serialiser would put the whole error back.
      serializers: { error: (error: unknown) => error, err: (error: unknown) => error },
    },
    options.to ?? destination({ fd: STDERR, sync: true }),
  );
  return redactChildren(log);
}

/** pino passes the bindings of a child log through no formatter, so they are redacted on their way in, for children of children too. */
function redactChildren(log: Log): Log {
  const child = log.child;
  log.child = function (this: Log, bindings, options) {
    return child.call(this, redact(bindings) as Record<string, unknown>, options);
  } as Log['child'];
  return log;
}
