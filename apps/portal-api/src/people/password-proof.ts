import type { PortalUser } from '@abgleich/persistence';
import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { PORTAL, type PortalContext } from '../portal-context.js';
import { portalProblem } from '../portal-problem.js';
import { createRateLimit } from '../rate-limit.js';
import { refuseTooMany } from '../refuse-too-many.js';

/** Somebody who mistypes; not somebody at a screen that was left open. */
const TRIES = { takesMax: 10, windowMs: 15 * 60_000, keysMax: 10_000 };

/** Asks people who are signed in for their password once more before something that would lock them out or let others in. One limit for all of it. */
@Injectable()
export class PasswordProof {
  private readonly tries = createRateLimit(TRIES);

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  /** Throws when the password is wrong, or was too often. */
  async require(user: PortalUser, password: string, response: Response): Promise<void> {
    const { store, clock, passwords } = this.portal;
    refuseTooMany([this.tries.take(user.id, clock.now())], response);
    const hash = await store.people.account.passwordHash(user);
    if (!(await passwords.matches(hash, password)))
      throw portalProblem(422, 'portal.password-wrong', 'The current password is wrong.');
    this.tries.forget(user.id);
  }
}
