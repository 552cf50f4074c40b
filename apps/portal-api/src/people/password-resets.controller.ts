import {
  ONE_TIME_TOKEN,
  finishReset,
  resetAnswer,
  resetLinkAnswer,
  resetRequest,
  tokenRequest,
} from '@abgleich/contracts';
import { plusMs } from '@abgleich/domain';
import { newTraceId } from '@abgleich/service-kit';
import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { PORTAL, type PortalContext } from '../portal-context.js';
import { createRateLimit } from '../rate-limit.js';
import { refuseTooMany } from '../refuse-too-many.js';
import { RESET_MS, newOneTimeToken, oneTimeLink, originForAnybody } from './one-time-link.js';
import { OutsideLimits } from './outside-limits.js';

const HOUR_MS = 60 * 60_000;
/** A mail that is slow, asked for again; each one ends the link before it. */
const PER_PERSON_AND_ADDRESS = { takesMax: 5, windowMs: HOUR_MS, keysMax: 10_000 };
/** Nobody's mailbox is filled from many addresses. */
const PER_PERSON = { takesMax: 15, windowMs: HOUR_MS, keysMax: 10_000 };

/** "Passwort vergessen": a link by e-mail, and the new password. */
@Controller('api/password-resets')
export class PasswordResetsController {
  private readonly limits = new OutsideLimits();
  private readonly personAndAddress = createRateLimit(PER_PERSON_AND_ADDRESS);
  private readonly person = createRateLimit(PER_PERSON);

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  /** Answers before it looks whether anybody has this address: neither the answer nor its time tells. */
  @Post()
  @HttpCode(202)
  ask(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): z.output<typeof resetAnswer> {
    const { email } = resetRequest.parse(body);
    const { clock, letters, log } = this.portal;
    const now = clock.now();
    const person = email.toLowerCase();
    const address = request.ip ?? '';
    this.limits.take(address, now, response);
    const waits = [
      this.personAndAddress.take(`${person}\n${address}`, now),
      this.person.take(person, now),
    ];
    refuseTooMany(waits, response);
    const origin = originForAnybody(request, this.portal);
    if (origin === null || letters === null) {
      log.warn(
        'a link for a new password was asked for under a name that may be forged: set ABGLEICH_PUBLIC_URL',
      );
      return resetAnswer.parse({ mails: 'none' });
    }
    this.send(email, origin).catch((error: unknown) =>
      log.error({ error }, 'a link for a new password could not be sent'),
    );
    return resetAnswer.parse({ mails: letters.forAll ? 'all' : 'some' });
  }

  @Post('read')
  @HttpCode(200)
  async read(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<z.output<typeof resetLinkAnswer>> {
    const { token } = tokenRequest.parse(body);
    return resetLinkAnswer.parse(await this.open(token, request, response));
  }

  /** Does not sign in: who has a second factor is asked for it at the sign-in. */
  @Post('finish')
  @HttpCode(204)
  async finish(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const { token, password } = finishReset.parse(body);
    const { email } = await this.open(token, request, response);
    const { store, clock, passwords } = this.portal;
    const passwordHash = await passwords.hashNew(password, email);
    const finished = { token, passwordHash, now: clock.now(), traceId: newTraceId() };
    const done = await store.people.resets.finish(finished);
    if (done === null) this.limits.wrongLink(request.ip ?? '', clock.now(), response);
  }

  private async send(email: string, origin: string): Promise<void> {
    const { store, clock, letters, log } = this.portal;
    const token = newOneTimeToken();
    const now = clock.now();
    const expiresAt = plusMs(now, RESET_MS);
    const asked = await store.people.resets.ask(email, { token, now, expiresAt });
    if (asked === null || letters === null) return;
    const { organisationId, organisationName: organisation, name, language, userId } = asked;
    const link = oneTimeLink(origin, 'reset', token);
    const facts = { name, organisation, by: '', link };
    const letter = { kind: 'reset', organisationId, to: asked.email, language, facts } as const;
    const result = await letters.send(letter);
    if (!result.sent)
      log.warn(
        { organisationId, userId, code: result.code },
        'no e-mail left with a link for a new password',
      );
  }

  private async open(token: string, request: Request, response: Response) {
    const now = this.portal.clock.now();
    const address = request.ip ?? '';
    this.limits.take(address, now, response);
    const { resets } = this.portal.store.people;
    const found = ONE_TIME_TOKEN.test(token) ? await resets.open(token, now) : null;
    return found ?? this.limits.wrongLink(address, now, response);
  }
}
