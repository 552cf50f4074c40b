import type { SignInOutcome } from '@abgleich/contracts';
import { assertNever } from '@abgleich/domain';
import type { PortalUser } from '@abgleich/persistence';
import type { Request, Response } from 'express';
import type { PortalContext } from '../portal-context.js';
import { portalProblem } from '../portal-problem.js';
import { refuseTooMany } from '../refuse-too-many.js';
import { cameFrom } from './came-from.js';
import { checkCode, recoveryHash } from './second-factor.js';

export type CodeTry = {
  readonly user: PortalUser;
  readonly code: string;
  readonly request: Request;
  readonly response: Response;
  /** What a wrong code is answered with; pages take a 401 for the end of their session. */
  readonly wrongStatus?: number;
};

/** Uses up a code of the app or a recovery code. Throws when it is wrong, or when too many were; `off`: none is asked for (any more). */
export async function proveCode(
  portal: PortalContext,
  { user, code, request, response, wrongStatus = 401 }: CodeTry,
): Promise<Extract<SignInOutcome, `signed-in-with-${string}`> | 'off'> {
  const { store, clock, secrets } = portal;
  if (secrets === null)
    throw portalProblem(503, 'portal.busy', 'Codes cannot be checked here at the moment.');
  const now = clock.now();
  const result = await store.people.secondFactors.prove({
    member: user,
    check: checkCode(user, { code, now, secrets }),
    recoveryHash: recoveryHash(user.id, code),
    from: cameFrom(request),
    now,
  });
  switch (result.kind) {
    case 'code':
      return 'signed-in-with-code';
    case 'recovery-code':
      return 'signed-in-with-recovery-code';
    case 'off':
      return 'off';
    case 'wrong':
      throw portalProblem(
        wrongStatus,
        'portal.code-wrong',
        'The code is wrong or was used already.',
      );
    case 'too-many':
      refuseTooMany([result.waitMs], response);
      throw portalProblem(429, 'portal.too-many-attempts', 'Too many wrong codes.');
    default:
      return assertNever(result);
  }
}
