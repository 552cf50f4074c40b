import { type Instant, instant } from '@abgleich/domain';
import type { Ticker } from '@abgleich/scheduler';
import type { Mailer, Platform, Worker } from '@abgleich/service-kit';
import { createMailRound } from './mail-round.js';
import { NOTIFIER_GROUP, noteProblem } from './note-problem.js';
import { mailLimits } from './plan-mails.js';
import { createWaker } from './waker.js';

/** What the notifier needs of its process. */
export type NotifierPlatform = Pick<
  Platform,
  'settings' | 'clock' | 'database' | 'secrets' | 'transport' | 'log'
>;

/** Orders whose events are noted at once; one is a single short transaction. */
const KEYS_AT_ONCE = 8;
/** Finds what another instance left behind. For everything of its own an instance is woken to the moment. */
const SWEEP_MS = 60_000;
const SECOND_MS = 1_000;

/** Tells people of errors by e-mail: notes problems, puts them into few mails, sends these until they have left. Never touches money. */
export function createNotifier(platform: NotifierPlatform, mailer: Mailer): Worker {
  const { clock, settings, transport } = platform;
  const log = platform.log.child({ service: 'notifier' });
  const portalUrl = settings.ABGLEICH_PUBLIC_URL ?? null;
  const limits = mailLimits(settings.ABGLEICH_MAIL_COLLECT_SECONDS * SECOND_MS);
  const isStopping = (): boolean => waker.stopping;
  const waker = createWaker({
    clock,
    run: createMailRound({ ...platform, log, mailer, limits, portalUrl, isStopping }),
    onError: (error) => log.warn({ error }, 'mail round failed, the next one tries again'),
  });
  let sweep: Ticker | null = null;

  return {
    async start(tickers) {
      if (portalUrl === null) log.warn('ABGLEICH_PUBLIC_URL is not set: e-mails have no links');
      await transport.subscribe({
        group: NOTIFIER_GROUP,
        types: ['problem.raised', 'problem.resolved'],
        concurrency: KEYS_AT_ONCE,
        async handle(event) {
          if (event.type !== 'problem.raised' && event.type !== 'problem.resolved') return;
          const isNews = await noteProblem(platform, event);
          if (isNews) waker.wakeAt(instant(clock.now() + limits.collectMs));
        },
      });
      const onError = (error: unknown): void => log.warn({ error }, 'mail sweep failed');
      const tick = (now: Instant): Promise<void> => Promise.resolve(waker.wakeAt(now));
      const name = 'mails:notifier';
      sweep = tickers({ name, everyMs: SWEEP_MS, tick, onError, random: () => 0 });
      sweep.start();
    },
    async stop() {
      await sweep?.stop();
      await waker.stop();
    },
  };
}
