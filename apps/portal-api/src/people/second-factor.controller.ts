import {
  type SecondFactorDraft,
  codeProof,
  fullProof,
  passwordProof,
  recoveryCodesAnswer,
  secondFactorDraft,
} from '@abgleich/contracts';
import type { SecretBox } from '@abgleich/persistence';
import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { auditContext, type SignedInRequest } from '../caller.js';
import { PORTAL, type PortalContext } from '../portal-context.js';
import { portalProblem } from '../portal-problem.js';
import { PasswordProof } from './password-proof.js';
import { proveCode } from './prove-code.js';
import { checkCode, newRecoveryCodes, newSecondFactor, recoveryHash } from './second-factor.js';

type RecoveryCodes = z.output<typeof recoveryCodesAnswer>;

/** The own second factor: codes of an authenticator app, and recovery codes for the day the phone is lost. */
@Controller('api/account')
export class SecondFactorController {
  constructor(
    @Inject(PORTAL) private readonly portal: PortalContext,
    @Inject(PasswordProof) private readonly proof: PasswordProof,
  ) {}

  @Post('second-factor')
  @HttpCode(200)
  async begin(
    @Req() { portalUser: user }: SignedInRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SecondFactorDraft> {
    const { password } = passwordProof.parse(body);
    await this.proof.require(user, password, response);
    const { cipher, ...draft } = await newSecondFactor(user, this.secrets());
    const now = this.portal.clock.now();
    const begun = await this.portal.store.people.secondFactors.begin(user, cipher, now);
    if (!begun) throw alreadyOn();
    return secondFactorDraft.parse(draft);
  }

  @Post('second-factor/confirm')
  @HttpCode(200)
  async confirm(
    @Req() { portalUser: user, caller }: SignedInRequest,
    @Body() body: unknown,
  ): Promise<RecoveryCodes> {
    const { code } = codeProof.parse(body);
    const context = auditContext(this.portal, caller);
    const recoveryCodes = newRecoveryCodes();
    const result = await this.portal.store.people.secondFactors.confirm(
      user,
      {
        check: checkCode(user, { code, now: context.now, secrets: this.secrets() }),
        recoveryHashes: recoveryCodes.map((one) => recoveryHash(user.id, one)),
      },
      context,
    );
    if (result === 'none') throw alreadyOn();
    if (result === 'wrong')
      throw portalProblem(422, 'portal.code-wrong', 'The code does not belong to this key.');
    return recoveryCodesAnswer.parse({ recoveryCodes });
  }

  @Post('second-factor/off')
  @HttpCode(204)
  async end(
    @Req() request: SignedInRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.requireBoth(request, body, response);
    const { portalUser: user, caller } = request;
    await this.portal.store.people.secondFactors.end(user.id, auditContext(this.portal, caller));
  }

  @Post('recovery-codes')
  @HttpCode(200)
  async renew(
    @Req() request: SignedInRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RecoveryCodes> {
    await this.requireBoth(request, body, response);
    const { portalUser: user, caller } = request;
    const recoveryCodes = newRecoveryCodes();
    const hashes = recoveryCodes.map((one) => recoveryHash(user.id, one));
    await this.portal.store.people.secondFactors.renewRecoveryCodes(
      user,
      hashes,
      auditContext(this.portal, caller),
    );
    return recoveryCodesAnswer.parse({ recoveryCodes });
  }

  /** Password and code: somebody at a screen that was left open has neither. A 401 would end the page's session, so a wrong code is a 422 here. */
  private async requireBoth(
    request: SignedInRequest,
    body: unknown,
    response: Response,
  ): Promise<void> {
    const { password, code } = fullProof.parse(body);
    const { portalUser: user } = request;
    await this.proof.require(user, password, response);
    const proven = await proveCode(this.portal, {
      user,
      code,
      request,
      response,
      wrongStatus: 422,
    });
    if (proven === 'off')
      throw portalProblem(409, 'portal.second-factor-off', 'There is no second factor.');
  }

  private secrets(): SecretBox {
    const { secrets } = this.portal;
    if (secrets === null)
      throw portalProblem(404, 'portal.not-found', 'No second factor can be set up here.');
    return secrets;
  }
}

const alreadyOn = () =>
  portalProblem(
    409,
    'portal.second-factor-on',
    'A second factor is in force; switch it off first.',
  );
