import type { Instant } from '@abgleich/domain';
import { redrive } from '@abgleich/messaging';
import {
  type Database,
  createSecretBox,
  parseSecretKeys,
  rotateSecrets,
} from '@abgleich/persistence';
import { passwordLink, secondFactorOff } from './operate-people.js';
import type { BaseSettings } from '@abgleich/service-kit';
import { operateBilling } from './operate-billing.js';

export const OPERATE_USAGE = `npm run operate -- COMMAND     with the settings of the services (DATABASE_URL, ABGLEICH_SECRET_KEYS)

  parked              lists the events that some service could not handle, oldest first
  redrive ID … | all  gives them to that service once more
  rotate-keys         encrypts every stored secret with the first key of ABGLEICH_SECRET_KEYS
  password-link EMAIL       prints a one-time link for a new password, for an admin who is locked out
  second-factor-off EMAIL   switches somebody's second factor off, when phone and recovery codes are lost

  bookings            lists every organisation with its booking of the app
  end-booking ID      ends the booking of an organisation at once; nothing is processed for it any more
  fees                records the months of the fee that have begun and lists all of them
  fees-csv            the same as CSV, for invoices
  fee-paid NUMBER …   marks months as paid
  approve-direct-debit ID   lets an organisation that asked for it pay by direct debit`;

/** What a command has to say, line by line, and whether it did what was asked. */
export type OperateResult = { readonly lines: readonly string[]; readonly ok: boolean };
export type OperateInput = {
  readonly database: Database;
  readonly settings: Pick<
    BaseSettings,
    'ABGLEICH_SECRET_KEYS' | 'ABGLEICH_MONTHLY_FEE' | 'ABGLEICH_PUBLIC_URL'
  >;
  readonly now: Instant;
};

/** More than this nobody reads on a terminal; what is behind them shows when they are gone. */
const PARKED_SHOWN_MAX = 500;

type Parked = {
  readonly id: string;
  readonly consumer_group: string;
  readonly key: string;
  readonly type: string;
  readonly error: string;
  readonly attempts: number;
  readonly parked_at: Date;
};

/** Runs an operator's command. `null`: there is no such command. Throws a `Fault` when the database fails. */
export async function operate(
  [command, ...rest]: readonly string[],
  input: OperateInput,
): Promise<OperateResult | null> {
  switch (command) {
    case 'parked':
      return { lines: await parkedLines(input), ok: true };
    case 'redrive':
      return rest.length === 0 ? null : redriven(rest, input);
    case 'rotate-keys':
      return rotated(input);
    default:
      return (
        (await forPerson(command ?? '', rest, input)) ??
        operateBilling([command ?? '', ...rest], input)
      );
  }
}

/** The commands that name somebody by the e-mail address. */
const FOR_PERSON: Readonly<Record<string, typeof passwordLink | undefined>> = {
  'password-link': passwordLink,
  'second-factor-off': secondFactorOff,
};

async function forPerson(
  command: string,
  [email, ...more]: readonly string[],
  input: OperateInput,
): Promise<OperateResult | null> {
  const run = Object.hasOwn(FOR_PERSON, command) ? FOR_PERSON[command] : undefined;
  return run === undefined || email === undefined || more.length > 0 ? null : run(email, input);
}

async function parked({ database }: OperateInput): Promise<readonly Parked[]> {
  const { rows } = await database.pool.query<Parked>(
    `select id, consumer_group, key, type, error, attempts, parked_at from messaging.dead_letters
     where redriven_at is null order by parked_at, id limit ${PARKED_SHOWN_MAX}`,
  );
  return rows;
}

async function parkedLines(input: OperateInput): Promise<readonly string[]> {
  const letters = await parked(input);
  if (letters.length === 0) return ['Nothing is parked.'];
  return letters.map((one) => {
    const [error = ''] = one.error.split('\n');
    const at = new Date(one.parked_at).toISOString();
    return `${one.id}  ${at}  ${one.consumer_group}  ${one.type}  ${one.key}  ${one.attempts} tries: ${error}`;
  });
}

async function redriven(wanted: readonly string[], input: OperateInput): Promise<OperateResult> {
  const ids =
    wanted[0] === 'all' && wanted.length === 1 ? (await parked(input)).map(({ id }) => id) : wanted;
  const lines: string[] = [];
  let ok = true;
  for (const id of ids) {
    const done = await redriveOne(id, input);
    ok &&= done;
    lines.push(`${id}  ${done ? 'given to its service once more' : 'is not parked'}`);
  }
  return { lines: lines.length === 0 ? ['Nothing is parked.'] : lines, ok };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Taking the letter and putting its event back is one transaction: one statement. */
const redriveOne = async (id: string, { database, now }: OperateInput): Promise<boolean> =>
  UUID.test(id) && redrive(database.pool, id, now);

async function rotated({ database, settings }: OperateInput): Promise<OperateResult> {
  const box = createSecretBox(parseSecretKeys(settings.ABGLEICH_SECRET_KEYS));
  const report = await rotateSecrets(database, box);
  const unreadable = report.unreadable.map(({ message }) => `unreadable: ${message}`);
  const last =
    unreadable.length > 0
      ? 'Keep the old keys: some secrets could not be read. Enter those again, or add the key they were encrypted with.'
      : 'Every stored secret is encrypted with the first key; the others may be dropped.';
  return {
    lines: [`${report.rotated} encrypted anew`, ...unreadable, last],
    ok: unreadable.length === 0,
  };
}
