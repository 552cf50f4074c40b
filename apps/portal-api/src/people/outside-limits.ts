import type { Instant } from '@abgleich/domain';
import type { Response } from 'express';
import { portalProblem } from '../portal-problem.js';
import { createRateLimit } from '../rate-limit.js';
import { refuseTooMany } from '../refuse-too-many.js';

const QUARTER_HOUR_MS = 15 * 60_000;
/** Somebody who opens the link a few times and mistypes; each accepted one costs a password hash. */
const PER_ADDRESS = { takesMax: 60, windowMs: QUARTER_HOUR_MS, keysMax: 10_000 };
/** Whoever holds a wrong link has an old one; more are guesses. */
const WRONG_PER_ADDRESS = { takesMax: 20, windowMs: QUARTER_HOUR_MS, keysMax: 10_000 };

/** What keeps the pages before the sign-in from being tried out by machines. */
export class OutsideLimits {
  private readonly all = createRateLimit(PER_ADDRESS);
  private readonly wrong = createRateLimit(WRONG_PER_ADDRESS);

  /** Throws when an address asks too often. */
  take(address: string, now: Instant, response: Response): void {
    refuseTooMany([this.all.take(address, now)], response);
  }

  /** The one answer for a link that is wrong, used, expired or withdrawn. */
  wrongLink(address: string, now: Instant, response: Response): never {
    refuseTooMany([this.wrong.take(address, now)], response);
    throw portalProblem(404, 'portal.link-invalid', 'The link is wrong, expired or was used.');
  }
}
