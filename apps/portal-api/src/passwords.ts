import { randomBytes } from 'node:crypto';
import { passwordFault } from '@abgleich/contracts';
import argon2 from 'argon2';
import { portalProblem } from './portal-problem.js';

/** argon2id with 19 MiB, 2 passes, 1 lane: the OWASP password storage cheat sheet's first choice (2025). */
const HASH_OPTIONS: argon2.HashOptions = {
  type: argon2.argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};
/** Each hash takes 19 MiB and some 30 ms of a core; more at once would starve everything else in the process. */
const AT_ONCE_MAX = 2;
/** Whoever stands further back would wait longer than a browser does. */
const WAITING_MAX = 100;

/** Hashes a password for `portal.users`. */
export function hashPassword(password: string): Promise<string> {
  return argon2.hash(password, HASH_OPTIONS);
}

export interface PasswordCheck {
  /** Takes the same work for an unknown user (`null`) as for a wrong password. Throws `portal.busy` when too many wait. */
  matches(hash: string | null, password: string): Promise<boolean>;
  /** Hashes a new password in its turn. Throws `portal.busy` when too many wait, `portal.password-unsuitable` when it may not be used. */
  hashNew(password: string, email: string): Promise<string>;
}

/** Prepares the check: the decoy for unknown users is hashed once, of a password that nobody has. */
export async function createPasswordCheck(): Promise<PasswordCheck> {
  const decoy = await hashPassword(randomBytes(32).toString('base64'));
  const waiting: (() => void)[] = [];
  let running = 0;

  const enter = async (): Promise<void> => {
    if (running < AT_ONCE_MAX) {
      running += 1;
      return;
    }
    if (waiting.length >= WAITING_MAX) {
      throw portalProblem(503, 'portal.busy', 'Too many sign-ins at once. Try again in a moment.');
    }
    await new Promise<void>((turn) => waiting.push(turn)); // the place is handed over, not freed
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };

  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };

  return {
    async matches(hash, password) {
      const right = await inTurn(() => argon2.verify(hash ?? decoy, password));
      return right && hash !== null;
    },
    async hashNew(password, email) {
      const fault = passwordFault(password, email);
      if (fault !== null)
        throw portalProblem(422, 'portal.password-unsuitable', `The new password is ${fault}.`);
      return inTurn(() => hashPassword(password));
    },
  };
}
