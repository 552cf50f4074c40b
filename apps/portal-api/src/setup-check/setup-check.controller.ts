import { type SetupCheckAnswer, setupCheckAnswer } from '@abgleich/contracts';
import { judgeSetup, type OrganisationId, SETUP_REASONS, toIso } from '@abgleich/domain';
import { Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { auditContext, type CallerRequest } from '../caller.js';
import { PORTAL, type PortalContext } from '../portal-context.js';
import { portalProblem } from '../portal-problem.js';
import { createRateLimit } from '../rate-limit.js';
import { runSetupCheck } from './run-setup-check.js';
import { factsOf, type Gathered, gatherSetup } from './setup-facts-of.js';

/** Somebody who mends one thing after the other; each look costs pixi a handful of calls. */
const LOOKS = { takesMax: 12, windowMs: 10 * 60_000, keysMax: 10_000 };

/** What is right and what is missing for each configuration of the caller's organisation. */
@Controller('api/setup-check')
export class SetupCheckController {
  private readonly limit = createRateLimit(LOOKS);

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Get()
  read(@Req() { caller }: CallerRequest): Promise<SetupCheckAnswer> {
    return this.answer(caller.organisationId);
  }

  @Post()
  @HttpCode(200)
  async run(@Req() { caller }: CallerRequest): Promise<SetupCheckAnswer> {
    const { portal } = this;
    if (this.limit.take(caller.organisationId, portal.clock.now()) !== null)
      throw portalProblem(
        429,
        'portal.too-many-attempts',
        'Too many checks. Wait, then try again.',
      );
    await runSetupCheck({ portal, context: auditContext(portal, caller) });
    return this.answer(caller.organisationId);
  }

  private async answer(organisationId: OrganisationId): Promise<SetupCheckAnswer> {
    const { clock, outside } = this.portal;
    const gathered = await gatherSetup(this.portal, organisationId);
    const now = clock.now();
    const quietUntil = outside?.quietUntil(now) ?? null;
    const webhooksOffered = outside?.webhooksOffered ?? false;
    const configurations = gathered.configurations.flatMap((one) => {
      const connection = gathered.connections.get(one.connectionId);
      if (connection === undefined) return [];
      const findings = judgeSetup(factsOf(one, connection, { gathered, now, webhooksOffered }));
      const method = connection.check?.paymentMethods?.find(({ code }) => code === one.paymentCode);
      return [
        {
          ...one,
          connectionName: connection.name,
          paymentName: method?.name ?? null,
          findings: findings.map((finding) => ({
            ...finding,
            state: SETUP_REASONS[finding.reason],
          })),
        },
      ];
    });
    return setupCheckAnswer.parse({
      readAt: toIso(now),
      quietUntil: quietUntil === null ? null : toIso(quietUntil),
      checkedAt: checkedAt(gathered),
      configurations,
    });
  }
}

/** The oldest of the looks; `null` when one is missing. */
function checkedAt({ connections, configurations }: Gathered): string | null {
  const looks = configurations.flatMap(({ connectionId, keyCheck }) => [
    connections.get(connectionId)?.check?.listsAt ?? null,
    keyCheck?.checkedAt ?? null,
  ]);
  return looks.reduce(
    (oldest: string | null, at) =>
      oldest === null || at === null ? null : oldest < at ? oldest : at,
    looks[0] ?? null,
  );
}
