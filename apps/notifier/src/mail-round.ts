import { Fault, type Instant, instant, isFault, toIso } from '@abgleich/domain';
import { forgetHandled } from '@abgleich/messaging';
import {
  type ClaimedMail,
  claimMail,
  createMailAccounts,
  finishMail,
  forgetMails,
  nextMailDue,
  organisationsWithAlerts,
  planMailsOf,
  postponeMail,
} from '@abgleich/persistence';
import type { Mailer, Platform } from '@abgleich/service-kit';
import { composeMail } from './compose-mail.js';
import { nextTryAt } from './next-try.js';
import { type MailLimits, planMails } from './plan-mails.js';

export type MailRoundParts = Pick<Platform, 'clock' | 'database' | 'secrets' | 'log'> & {
  readonly mailer: Mailer;
  readonly limits: MailLimits;
  /** Where links lead; `null`: no links. */
  readonly portalUrl: URL | null;
  /** Asked between two mails. */
  readonly isStopping: () => boolean;
};

/** Organisations whose mail servers are talked to at once: a slow one must not hold up the others. */
const SENDERS_MAX = 8;
const CLEAN_UP_EVERY_MS = 60 * 60_000;
/** Batches of remembered events forgotten at one clean-up; each is one short statement. */
const INBOX_BATCHES_MAX = 50;

/** Makes the round: plans what is ripe, sends what is due, answers when there is something to do again. Throws `Fault` `platform.database`. */
export function createMailRound(parts: MailRoundParts): () => Promise<Instant | null> {
  const { clock, database } = parts;
  const accounts = createMailAccounts(database, parts.secrets);
  /** Mails that left while the database was away: they are written down before anything else, so that none leaves twice. */
  const unwritten = new Set<ClaimedMail>();
  const cleanUp = createCleanUp(parts);

  async function sendDue(): Promise<boolean> {
    let freed = false;
    while (!parts.isStopping()) {
      const mail = await claimMail(database, { now: clock.now() });
      if (mail === null) break;
      const fault = await handOver(mail);
      if (fault === null) await writeDown(mail);
      else await noteFailure(parts, mail, fault);
      // What waited behind a failing account may be planned now.
      freed ||= fault === null && mail.attempt > 1;
    }
    return freed;
  }

  async function handOver(mail: ClaimedMail): Promise<Fault | null> {
    if (mail.alerts.length === 0) return null;
    try {
      const account = await accounts.read(mail.organisationId);
      if (account === null) throw new Fault({ kind: 'config', code: 'mail.account-missing' });
      const words = composeMail(mail, parts.portalUrl);
      await parts.mailer.send(account, { id: mail.id, at: new Date(mail.plannedAt), ...words });
      return null;
    } catch (cause) {
      return isFault(cause) ? cause : new Fault({ kind: 'bug', code: 'platform.bug', cause });
    }
  }

  async function writeDown(mail: ClaimedMail): Promise<void> {
    unwritten.add(mail);
    await finishMail(database, { mail, now: clock.now() });
    unwritten.delete(mail);
    const { id: mailId, organisationId, attempt, alerts } = mail;
    const fact = alerts.length === 0 ? 'mail withdrawn: all of it is resolved' : 'mail sent';
    parts.log.info({ mailId, organisationId, attempt, errors: alerts.length }, fact);
  }

  return async () => {
    for (const mail of unwritten) await writeDown(mail);
    const moments = [await planAll(parts)];
    // One look suffices when nothing is due; only work wakes the other senders.
    const due = await nextMailDue(database);
    const senders = due === null ? 1 : SENDERS_MAX;
    const freed = await Promise.all(Array.from({ length: senders }, sendDue));
    moments.push(await nextMailDue(database));
    if (freed.includes(true)) moments.push(clock.now());
    await cleanUp();
    return earliest(moments);
  };
}

function createCleanUp({ database, clock }: MailRoundParts): () => Promise<void> {
  let cleanedUpAt: Instant | null = null;
  return async () => {
    const now = clock.now();
    if (cleanedUpAt !== null && now - cleanedUpAt < CLEAN_UP_EVERY_MS) return;
    cleanedUpAt = now;
    await forgetMails(database, { now });
    for (let batch = 0; batch < INBOX_BATCHES_MAX; batch += 1) {
      if ((await forgetHandled(database.pool)) === 0) break;
    }
  };
}

async function planAll({ database, clock, limits, log }: MailRoundParts): Promise<Instant | null> {
  const moments: (Instant | null)[] = [];
  for (const organisationId of await organisationsWithAlerts(database)) {
    const now = clock.now();
    const planned = await planMailsOf(database, {
      organisationId,
      now,
      earlierMs: limits.spanMs,
      plan: (tray) => planMails(tray, limits, now),
    });
    for (const { kind, code, problemIds } of planned?.mails ?? []) {
      log.info({ organisationId, kind, code, errors: problemIds.length }, 'mail planned');
    }
    moments.push(planned?.nextAt ?? null);
  }
  return earliest(moments);
}

async function noteFailure(
  { database, clock, log }: MailRoundParts,
  mail: ClaimedMail,
  fault: Fault,
): Promise<void> {
  const { id: mailId, organisationId, attempt, plannedAt } = mail;
  const { kind, code } = fault;
  const now = clock.now();
  const next = nextTryAt({ kind, attempt, plannedAt, now });
  // What the server said may name people, and the code says enough; what is ours to mend comes with its cause.
  const cause = kind === 'bug' ? { fault } : {};
  const again = next === null ? null : toIso(next);
  log.warn({ mailId, organisationId, attempt, code, nextTryAt: again, ...cause }, 'mail not sent');
  const holdsOthers = code !== 'mail.refused';
  await postponeMail(database, { mail, code, now, nextTryAt: next, holdsOthers });
}

function earliest(moments: readonly (Instant | null)[]): Instant | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : instant(Math.min(...known));
}
