import { randomUUID } from 'node:crypto';
import {
  CONNECTIONS_MAX,
  type ConnectionSaveAnswer,
  connectionCreate,
  connectionParams,
  connectionsAnswer,
  type ConnectionsAnswer,
  connectionSaveAnswer,
  connectionSwitch,
  type ConnectionTest,
  connectionTest,
  connectionUpdate,
} from '@abgleich/contracts';
import { type ConnectionId, type ErpConnection, isFault, Secret, toIso } from '@abgleich/domain';
import type { PortalConnection } from '@abgleich/persistence';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import { auditContext, type Caller, type CallerRequest } from '../caller.js';
import { type Outside, requireOutside } from '../outside.js';
import { PORTAL, type PortalContext } from '../portal-context.js';
import { portalProblem } from '../portal-problem.js';
import { createRateLimit } from '../rate-limit.js';
import { requireAddress, sameAccess } from './connection-form.js';
import { type Look, lookAtConnection, testOf } from './look-at-connection.js';

/** Somebody who corrects a password and tries again; not somebody who guesses one through us, or keeps pixi busy. */
const LOOKS = { takesMax: 20, windowMs: 10 * 60_000, keysMax: 10_000 };

/** The pixi connections of the caller's organisation. Passwords go in and never come out. */
@Controller('api/connections')
export class ConnectionsController {
  private readonly limit = createRateLimit(LOOKS);

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Get()
  async list(@Req() { caller }: CallerRequest): Promise<ConnectionsAnswer> {
    const { store, clock, outside } = this.portal;
    const now = clock.now();
    const quietUntil = outside?.quietUntil(now) ?? null;
    const connections = await store.setup.connections(caller.organisationId);
    return connectionsAnswer.parse({
      readAt: toIso(now),
      quietUntil: quietUntil === null ? null : toIso(quietUntil),
      max: CONNECTIONS_MAX,
      connections: connections.map(viewOf),
    });
  }

  @Post()
  @HttpCode(200)
  async create(
    @Req() { caller }: CallerRequest,
    @Body() body: unknown,
  ): Promise<ConnectionSaveAnswer> {
    const { saveAnyway, password, ...entry } = connectionCreate.parse(body);
    const outside = requireOutside(this.portal);
    await requireAddress({ ...entry, hasPassword: true }, null, outside);
    const known = await this.portal.store.setup.connections(caller.organisationId);
    if (known.length >= CONNECTIONS_MAX) throw connectionsFull();
    const connection: ErpConnection = {
      ...entry,
      id: randomUUID() as ConnectionId, // only to look with; the store gives the one it is known by
      organisationId: caller.organisationId,
      password: new Secret(password),
    };
    const look = await this.look(caller, connection, outside);
    return this.save(caller, { id: null, connection, newPassword: true, look, saveAnyway });
  }

  @Put(':connectionId')
  async update(
    @Req() { caller }: CallerRequest,
    @Param() params: unknown,
    @Body() body: unknown,
  ): Promise<ConnectionSaveAnswer> {
    const { saveAnyway, password, ...entry } = connectionUpdate.parse(body);
    const outside = requireOutside(this.portal);
    const known = await this.open(caller, params, password);
    await requireAddress({ ...entry, hasPassword: password !== null }, known, outside);
    const connection: ErpConnection = {
      ...known,
      ...entry,
      password: password === null ? known.password : new Secret(password),
    };
    const newPassword = password !== null;
    const isSame = !newPassword && sameAccess(known, connection);
    const look = isSame ? null : await this.look(caller, connection, outside);
    return this.save(caller, { id: known.id, connection, newPassword, look, saveAnyway });
  }

  @Post(':connectionId/test')
  @HttpCode(200)
  async test(@Req() { caller }: CallerRequest, @Param() params: unknown): Promise<ConnectionTest> {
    const outside = requireOutside(this.portal);
    const connection = await this.open(caller, params, null);
    const { test, check } = await this.look(caller, connection, outside);
    if (check !== null) {
      const context = auditContext(this.portal, caller);
      await this.portal.store.setup.keepCheck(connection, check, context);
      if (check.cause === null && connection.active) await outside.answered(connection);
    }
    return connectionTest.parse(test);
  }

  @Post(':connectionId/active')
  @HttpCode(204)
  async switch(
    @Req() { caller }: CallerRequest,
    @Param() params: unknown,
    @Body() body: unknown,
  ): Promise<void> {
    const { active } = connectionSwitch.parse(body);
    const wanted = { id: idOf(params), active };
    const context = auditContext(this.portal, caller);
    const done = await this.portal.store.setup.switchConnection(wanted, context);
    if (done === 'not-found') throw noSuchConnection();
    if (done === 'switched') this.portal.onOutbox();
  }

  private async look(
    { organisationId }: Caller,
    connection: ErpConnection,
    outside: Outside,
  ): Promise<Look> {
    const { clock } = this.portal;
    if (this.limit.take(organisationId, clock.now()) !== null)
      throw portalProblem(429, 'portal.too-many-attempts', 'Too many tests. Wait, then try again.');
    return lookAtConnection(connection, { lists: false }, { outside, clock });
  }

  private async save(
    caller: Caller,
    {
      id,
      connection: { id: _id, organisationId: _organisationId, ...entry },
      newPassword,
      look,
      saveAnyway,
    }: {
      id: ConnectionId | null;
      connection: ErpConnection;
      newPassword: boolean;
      look: Look | null;
      saveAnyway: boolean;
    },
  ): Promise<ConnectionSaveAnswer> {
    if (look !== null && look.test.result !== 'passed' && !saveAnyway)
      return connectionSaveAnswer.parse({ saved: false, test: look.test });
    const { secrets: box } = requireOutside(this.portal);
    const saved = await this.portal.store.setup.saveConnection(
      {
        id,
        entry: { ...entry, password: newPassword ? entry.password : null },
        check: look === null ? 'same' : look.check,
        box,
      },
      auditContext(this.portal, caller),
    );
    if (saved.kind === 'full') throw connectionsFull();
    if (saved.kind === 'not-found') throw noSuchConnection();
    this.portal.onOutbox();
    return connectionSaveAnswer.parse({ saved: true, id: saved.id, test: look?.test ?? null });
  }

  /** A stored connection. One whose password cannot be read any more is opened with the new one, if there is one. */
  private async open(
    { organisationId }: Caller,
    params: unknown,
    password: string | null,
  ): Promise<ErpConnection> {
    const { secrets } = requireOutside(this.portal);
    const given = password === null ? secrets : { ...secrets, decrypt: () => new Secret(password) };
    try {
      const found = await this.portal.store.setup.openConnection(
        organisationId,
        idOf(params),
        given,
      );
      if (found === null) throw noSuchConnection();
      return found;
    } catch (error) {
      if (!isFault(error) || error.code !== 'platform.secret-unreadable') throw error;
      throw portalProblem(422, 'portal.secret-unreadable', 'Give the password again and save.');
    }
  }
}

function idOf(params: unknown): ConnectionId {
  const parsed = connectionParams.safeParse(params);
  if (!parsed.success) throw noSuchConnection();
  return parsed.data.connectionId as ConnectionId; // the brand is ours, the column is a uuid
}

const noSuchConnection = () =>
  portalProblem(404, 'portal.not-found', 'There is no such connection.');
const connectionsFull = () =>
  portalProblem(409, 'portal.connections-full', `There may be ${CONNECTIONS_MAX} connections.`);

const viewOf = ({ health, check, ...one }: PortalConnection) => ({
  ...one,
  lastSuccessAt: health.lastSuccessAt,
  failingSince: health.failingSince,
  faultCode: health.code,
  test: check === null ? null : testOf(check),
});
