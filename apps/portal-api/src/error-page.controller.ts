import { type ErrorPageAnswer, errorPageAnswer } from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { PORTAL, type PortalContext } from './portal-context.js';
import { portalProblem } from './portal-problem.js';
import { createRateLimit } from './rate-limit.js';

const MINUTE_MS = 60_000;
/** A wall screen and a few phones behind one address, each asking once a minute. */
const PER_ADDRESS = { takesMax: 120, windowMs: MINUTE_MS, keysMax: 10_000 };
/** Whoever holds a wrong link has an old one; a hundred wrong ones are guesses. */
const WRONG_PER_ADDRESS = { takesMax: 20, windowMs: 15 * MINUTE_MS, keysMax: 10_000 };
const TOKEN = /^[A-Za-z0-9_-]{32,128}$/;

/** Where the middleware below leaves the token of a request. */
const tokens = new WeakMap<object, string>();
const PATH = '/api/errors/';

/** The link is the key to the page, so it must not stand in any log line: everything behind this sees a path without it. */
export function hideErrorPageToken(
  request: Request,
  _response: Response,
  next: NextFunction,
): void {
  if (request.url.startsWith(PATH)) {
    const [token = ''] = request.url.slice(PATH.length).split(/[?/#]/);
    tokens.set(request, token);
    request.url = `${PATH}open`;
  }
  next();
}

/** The login-free page: open problems of the organisation whose link it is. A wrong or revoked link shows nothing. */
@Controller('api/errors')
export class ErrorPageController {
  private readonly limits = {
    all: createRateLimit(PER_ADDRESS),
    wrong: createRateLimit(WRONG_PER_ADDRESS),
  };

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Get(':token')
  async read(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ErrorPageAnswer> {
    const { store, clock } = this.portal;
    const now = clock.now();
    const address = request.ip ?? '';
    refuseTooMany(this.limits.all.take(address, now), response);
    const token = tokens.get(request) ?? '';
    const organisation = TOKEN.test(token)
      ? await store.accounts.organisationOfErrorPage(token)
      : null;
    if (organisation === null) {
      refuseTooMany(this.limits.wrong.take(address, now), response);
      throw portalProblem(404, 'portal.not-found', 'This link is wrong or was revoked.');
    }
    const found = await store.orders.openProblems(organisation.id);
    return errorPageAnswer.parse({
      ...found,
      organisationName: organisation.name,
      readAt: toIso(now),
    });
  }
}

function refuseTooMany(waitMs: number | null, response: Response): void {
  if (waitMs === null) return;
  response.setHeader('retry-after', String(Math.ceil(waitMs / 1_000)));
  throw portalProblem(429, 'portal.too-many-attempts', 'Too many requests. Wait, then try again.');
}
