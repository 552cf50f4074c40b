import {
  type ConfigurationAnswer,
  type ConfigurationsAnswer,
  configurationAnswer,
  configurationsAnswer,
  configurationVersionsAnswer,
  createConfigurationRequest,
  erpPaymentMethodsAnswer,
  restoreConfigurationRequest,
  type SavedConfiguration,
  savedConfiguration,
  saveConfigurationRequest,
  shopsAnswer,
} from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import { z } from 'zod';
import { auditContext, type CallerRequest } from '../caller.js';
import { PORTAL, type PortalContext } from '../portal-context.js';
import { portalProblem } from '../portal-problem.js';
import { createRateLimit } from '../rate-limit.js';
import type { ConfigurationCentre } from './configuration-centre.js';
import {
  type ErpPaymentMethodsAnswer,
  readErpPaymentMethods,
  readShops,
  type ShopsAnswer,
} from './read-erp-lists.js';
import {
  createChecked,
  noSuchConfiguration,
  restoreChecked,
  saveChecked,
} from './save-configuration.js';

/** Somebody who sets up many payment methods; no script: each take asks pixi or Unzer. */
const PER_PERSON = { takesMax: 60, windowMs: 60_000, keysMax: 10_000 };
const params = z.object({ configurationId: z.uuid() });
const connectionParams = z.object({ connectionId: z.uuid() });

/** The configured payment methods of the caller's organisation. */
@Controller('api')
export class ConfigurationsController {
  private readonly limit = createRateLimit(PER_PERSON);

  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Get('configurations')
  async list(@Req() { caller }: CallerRequest): Promise<ConfigurationsAnswer> {
    const list = await this.centre().store.list(caller.organisationId);
    return configurationsAnswer.parse({ ...list, readAt: this.readAt() });
  }

  @Get('configurations/:configurationId')
  async read(
    @Req() { caller }: CallerRequest,
    @Param() given: unknown,
  ): Promise<ConfigurationAnswer> {
    const found = await this.centre().store.read(caller.organisationId, idOf(given));
    if (found === null) throw noSuchConfiguration();
    return configurationAnswer.parse({ ...found, readAt: this.readAt() });
  }

  @Get('configurations/:configurationId/versions')
  async versions(
    @Req() { caller }: CallerRequest,
    @Param() given: unknown,
  ): Promise<z.output<typeof configurationVersionsAnswer>> {
    const found = await this.centre().store.versions(caller.organisationId, idOf(given));
    if (found === null) throw noSuchConfiguration();
    return configurationVersionsAnswer.parse({ ...found, readAt: this.readAt() });
  }

  @Post('configurations')
  @HttpCode(201)
  async create(@Req() request: CallerRequest, @Body() body: unknown): Promise<SavedConfiguration> {
    const asked = this.asked(request);
    return this.told(await createChecked(asked, createConfigurationRequest.parse(body)));
  }

  @Put('configurations/:configurationId')
  async save(
    @Req() request: CallerRequest,
    @Param() given: unknown,
    @Body() body: unknown,
  ): Promise<SavedConfiguration> {
    const asked = this.asked(request);
    const wanted = saveConfigurationRequest.parse(body);
    return this.told(await saveChecked(asked, idOf(given), wanted));
  }

  @Post('configurations/:configurationId/restore')
  @HttpCode(200)
  async restore(
    @Req() request: CallerRequest,
    @Param() given: unknown,
    @Body() body: unknown,
  ): Promise<SavedConfiguration> {
    const asked = this.asked(request);
    const wanted = restoreConfigurationRequest.parse(body);
    return this.told(await restoreChecked(asked, idOf(given), wanted));
  }

  @Get('connections/:connectionId/shops')
  async shops(@Req() request: CallerRequest, @Param() given: unknown): Promise<ShopsAnswer> {
    const answer = await readShops(this.asking(request, given));
    if (answer === null) throw noSuchConfiguration();
    return shopsAnswer.parse(answer);
  }

  @Get('connections/:connectionId/payment-methods')
  async paymentMethods(
    @Req() request: CallerRequest,
    @Param() given: unknown,
  ): Promise<ErpPaymentMethodsAnswer> {
    const answer = await readErpPaymentMethods(this.asking(request, given));
    if (answer === null) throw noSuchConfiguration();
    return erpPaymentMethodsAnswer.parse(answer);
  }

  private asking(request: CallerRequest, given: unknown) {
    const { centre, context } = this.asked(request);
    const found = connectionParams.safeParse(given);
    if (!found.success) throw noSuchConfiguration();
    const { organisationId } = context;
    return { centre, clock: this.portal.clock, organisationId, ...found.data };
  }

  /** Who asks for something that asks pixi or Unzer. Throws when that is too often. */
  private asked({ caller }: CallerRequest) {
    if (this.limit.take(caller.id, this.portal.clock.now()) !== null)
      throw portalProblem(429, 'portal.too-many-attempts', 'Too many requests. Wait a minute.');
    return { centre: this.centre(), context: auditContext(this.portal, caller) };
  }

  private told(saved: SavedConfiguration): SavedConfiguration {
    this.portal.onOutbox();
    return savedConfiguration.parse(saved);
  }

  private centre(): ConfigurationCentre {
    const { configurations } = this.portal;
    if (configurations !== null) return configurations;
    throw portalProblem(404, 'portal.not-found', 'Nothing is configured through this portal.');
  }

  private readAt = (): string => toIso(this.portal.clock.now());
}

function idOf(given: unknown): string {
  const found = params.safeParse(given);
  if (!found.success) throw noSuchConfiguration();
  return found.data.configurationId;
}
