import {
  type LinkDelivery,
  USER_ROUTES,
  type UsersAnswer,
  invitationDraft,
  linkDelivery,
  userChange,
  usersAnswer,
} from '@abgleich/contracts';
import { plusMs, toIso } from '@abgleich/domain';
import type { AuditContext } from '@abgleich/persistence';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Req,
  Res,
} from '@nestjs/common';
import type { Response } from 'express';
import { auditContext, type SignedInRequest } from '../caller.js';
import { PORTAL, type PortalContext } from '../portal-context.js';
import { portalProblem } from '../portal-problem.js';
import { createRateLimit } from '../rate-limit.js';
import { refuseTooMany } from '../refuse-too-many.js';
import { deliver } from './deliver.js';
import type { Letter } from './letters.js';
import {
  INVITATION_MS,
  RESET_MS,
  newOneTimeToken,
  oneTimeLink,
  originForMember,
} from './one-time-link.js';

/** A whole team on one day; nobody floods mailboxes through us. */
const LETTERS = { takesMax: 60, windowMs: 60 * 60_000, keysMax: 10_000 };

/** The people of the caller's organisation, for its admins. */
@Controller('api/users')
export class UsersController {
  private readonly limit = createRateLimit(LETTERS);

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Get()
  async list(@Req() { caller }: SignedInRequest): Promise<UsersAnswer> {
    const { store, clock, letters } = this.portal;
    const { organisationId } = caller;
    const [users, invitations, mails] = await Promise.all([
      store.people.members.list(organisationId),
      store.people.invitations.list(organisationId),
      letters?.leave(organisationId) ?? false,
    ]);
    const readAt = toIso(clock.now());
    return usersAnswer.parse({ readAt, ownId: caller.id, users, invitations, mails });
  }

  @Post('invitations')
  async invite(
    @Req() request: SignedInRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LinkDelivery> {
    const draft = invitationDraft.parse(body);
    const { context, link } = this.issuing(request, response);
    const { token } = link;
    const expiresAt = plusMs(context.now, INVITATION_MS);
    const { invitations } = this.portal.store.people;
    const invited = await invitations.invite({ ...draft, token, expiresAt }, context);
    if (invited === 'taken')
      throw portalProblem(
        409,
        'portal.email-taken',
        'Somebody signs in with this address already.',
      );
    return this.letterTo(request, invited, { kind: 'invitation', token });
  }

  @Post('invitations/:invitationId/resend')
  @HttpCode(200)
  async resend(
    @Req() request: SignedInRequest,
    @Param() params: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LinkDelivery> {
    const id = USER_ROUTES.resendInvitation.params.safeParse(params).data?.invitationId;
    const { context, link } = this.issuing(request, response);
    const { token } = link;
    const renewal = { token, expiresAt: plusMs(context.now, INVITATION_MS) };
    const { invitations } = this.portal.store.people;
    const renewed = id === undefined ? null : await invitations.renew(id, renewal, context);
    if (renewed === null) throw notFound();
    return this.letterTo(request, renewed, { kind: 'invitation', token });
  }

  @Delete('invitations/:invitationId')
  @HttpCode(204)
  async withdraw(@Req() { caller }: SignedInRequest, @Param() params: unknown): Promise<void> {
    const id = USER_ROUTES.withdrawInvitation.params.safeParse(params).data?.invitationId;
    const context = auditContext(this.portal, caller);
    const { invitations } = this.portal.store.people;
    if (id === undefined || !(await invitations.withdraw(id, context))) throw notFound();
  }

  @Put(':userId')
  @HttpCode(204)
  async change(
    @Req() { caller }: SignedInRequest,
    @Param() params: unknown,
    @Body() body: unknown,
  ): Promise<void> {
    const { role } = userChange.parse(body);
    const context = auditContext(this.portal, caller);
    const { members } = this.portal.store.people;
    requireDone(await members.changeRole(userIdOf(params), role, context));
  }

  @Delete(':userId')
  @HttpCode(204)
  async remove(@Req() { caller }: SignedInRequest, @Param() params: unknown): Promise<void> {
    const context = auditContext(this.portal, caller);
    requireDone(await this.portal.store.people.members.remove(userIdOf(params), context));
  }

  /** For a lost phone. Not for oneself: there the page of the own account asks for password and code. */
  @Delete(':userId/second-factor')
  @HttpCode(204)
  async endSecondFactor(
    @Req() { caller }: SignedInRequest,
    @Param() params: unknown,
  ): Promise<void> {
    const userId = userIdOf(params);
    if (userId === caller.id)
      throw portalProblem(409, 'portal.own-account', 'Switch your own off at /konto.');
    const context = auditContext(this.portal, caller);
    const { secondFactors } = this.portal.store.people;
    if (!(await secondFactors.end(userId, context))) throw notFound();
  }

  @Post(':userId/password-link')
  @HttpCode(200)
  async sendPasswordLink(
    @Req() request: SignedInRequest,
    @Param() params: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LinkDelivery> {
    const userId = userIdOf(params);
    const { context, link } = this.issuing(request, response);
    const { token } = link;
    const reset = { token, now: context.now, expiresAt: plusMs(context.now, RESET_MS) };
    const asked = await this.portal.store.people.resets.askFor(userId, reset, context);
    if (asked === null) throw notFound();
    return this.letterTo(request, asked, { kind: 'reset-by-admin', token });
  }

  private issuing(
    { caller }: SignedInRequest,
    response: Response,
  ): { readonly context: AuditContext; readonly link: { readonly token: string } } {
    const waitMs = this.limit.take(caller.organisationId, this.portal.clock.now());
    refuseTooMany([waitMs], response);
    return { context: auditContext(this.portal, caller), link: { token: newOneTimeToken() } };
  }

  private async letterTo(
    request: SignedInRequest,
    reader: {
      readonly email: string;
      readonly name: string;
      readonly language: 'de' | 'en';
      readonly expiresAt: string;
    },
    { kind, token }: { readonly kind: Letter['kind']; readonly token: string },
  ): Promise<LinkDelivery> {
    const { organisationId, organisationName: organisation, name: by } = request.portalUser;
    const page = kind === 'invitation' ? 'invitation' : 'reset';
    const link = oneTimeLink(originForMember(request, this.portal), page, token);
    const facts = { name: reader.name, organisation, by, link };
    const { email: to, language, expiresAt } = reader;
    const letter = { kind, organisationId, to, language, facts };
    return linkDelivery.parse(await deliver(this.portal, letter, expiresAt));
  }
}

/** A path that names no user is answered as one that names somebody else's. */
function userIdOf(params: unknown): string {
  const found = USER_ROUTES.changeUser.params.safeParse(params);
  if (!found.success) throw notFound();
  return found.data.userId;
}

function requireDone(result: 'done' | 'not-found' | 'last-admin'): void {
  if (result === 'not-found') throw notFound();
  if (result === 'last-admin')
    throw portalProblem(409, 'portal.last-admin', 'Make somebody else an admin first.');
}

const notFound = () =>
  portalProblem(404, 'portal.not-found', 'Your organisation has no such user or invitation.');
