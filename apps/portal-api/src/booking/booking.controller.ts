import {
  type BookingAnswer,
  bookingAnswer,
  feeRecordsAnswer,
  paymentChoice,
} from '@abgleich/contracts';
import {
  beginOfBerlinDay,
  berlinDay,
  type Booking,
  bookingStateAt,
  bookingSteps,
  type BookingStep,
  cancelBooking,
  type Instant,
  instant,
  isBookingInForce,
  orderApp,
  startTrial,
  toIso,
  TRIAL_DAYS,
} from '@abgleich/domain';
import type { AuditDraft } from '@abgleich/persistence';
import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { auditContext, type Caller, type CallerRequest } from '../caller.js';
import { PORTAL, type PortalContext } from '../portal-context.js';
import { portalProblem } from '../portal-problem.js';
import { chargeFees } from './charge-fees.js';

type Step = {
  readonly step: BookingStep;
  readonly action: AuditDraft['action'];
  become(booking: Booking, now: Instant): Booking;
};
const STEPS: Readonly<Record<BookingStep, Step>> = {
  'start-trial': { step: 'start-trial', action: 'booking.trial-started', become: startTrial },
  order: { step: 'order', action: 'booking.ordered', become: orderApp },
  cancel: { step: 'cancel', action: 'booking.cancelled', become: cancelBooking },
};

/** The booking of the app by the caller's organisation, and what it costs. */
@Controller('api/booking')
export class BookingController {
  constructor(@Inject(PORTAL) private readonly portal: PortalContext) {}

  @Get()
  read(@Req() { caller }: CallerRequest): Promise<BookingAnswer> {
    return this.answer(caller);
  }

  @Post('trial')
  @HttpCode(200)
  trial(@Req() { caller }: CallerRequest): Promise<BookingAnswer> {
    return this.take(caller, STEPS['start-trial']);
  }

  @Post('order')
  @HttpCode(200)
  order(@Req() { caller }: CallerRequest): Promise<BookingAnswer> {
    return this.take(caller, STEPS.order);
  }

  @Post('cancel')
  @HttpCode(200)
  cancel(@Req() { caller }: CallerRequest): Promise<BookingAnswer> {
    return this.take(caller, STEPS.cancel);
  }

  @Post('payment')
  @HttpCode(200)
  async payment(@Req() { caller }: CallerRequest, @Body() body: unknown): Promise<BookingAnswer> {
    const { payment } = paymentChoice.parse(body);
    await this.portal.store.booking.choosePayment(payment, auditContext(this.portal, caller));
    return this.answer(caller);
  }

  @Get('records')
  async records(@Req() { caller }: CallerRequest): Promise<z.output<typeof feeRecordsAnswer>> {
    const { billing } = this.portal;
    const records = billing === null ? [] : await billing.records(caller.organisationId);
    return feeRecordsAnswer.parse({
      records: records.map(({ month, paidAt, ...record }) => ({
        ...record,
        from: month.from,
        until: dayBefore(month.until),
        paidAt: paidAt === null ? null : toIso(paidAt),
      })),
    });
  }

  /** Takes one step, if it is still possible and everything it needs is there. */
  private async take(caller: Caller, { step, action, become }: Step): Promise<BookingAnswer> {
    const { store, clock } = this.portal;
    const { organisationId } = caller;
    if (step !== 'cancel') await this.requirePreconditions(caller);
    const now = clock.now();
    const done = await store.booking.change(
      ({ booking }) => {
        if (!bookingSteps(booking, now).includes(step)) return null;
        const next = become(booking, now);
        const { endsAt } = next;
        const details: Record<string, string> = endsAt === null ? {} : { endsAt: toIso(endsAt) };
        return { booking: next, audit: { action, target: caller.name, details } };
      },
      auditContext(this.portal, caller),
    );
    if (done === null) throw notPossible('The booking is no longer as it was. Read it again.');
    await chargeFees(this.portal, { ...done, organisationId });
    return this.answer(caller);
  }

  private async requirePreconditions({ organisationId }: Caller): Promise<void> {
    const { connections, mailAccount } = await this.portal.store.booking.read(organisationId);
    if (connections === 0) throw notPossible('A pixi connection is needed first.');
    if (mailAccount !== 'accepted')
      throw notPossible('A mail account whose test mail was accepted is needed first.');
  }

  private async answer({ organisationId }: Caller): Promise<BookingAnswer> {
    const { store, clock, billing } = this.portal;
    const now = clock.now();
    const found = await store.booking.read(organisationId);
    const { booking, payment, directDebitAskedAt, directDebitApprovedAt } = found;
    const { endsAt, feeFrom } = booking;
    return bookingAnswer.parse({
      readAt: toIso(now),
      state: bookingStateAt(booking, now),
      inForce: isBookingInForce(booking, now),
      endsAt: endsAt === null ? null : toIso(endsAt),
      trialDays: TRIAL_DAYS,
      steps: bookingSteps(booking, now),
      needs: { connection: found.connections > 0, mailAccount: found.mailAccount },
      ordersUnderWay: found.ordersUnderWay,
      fee: {
        monthly: billing?.monthlyFee ?? null,
        from: feeFrom === null ? null : toIso(feeFrom),
        payment,
        directDebit:
          directDebitApprovedAt !== null
            ? 'approved'
            : directDebitAskedAt === null
              ? 'not-asked'
              : 'asked',
      },
    });
  }
}

const notPossible = (detail: string) => portalProblem(409, 'portal.booking-not-possible', detail);

/** A month is shown by its last day, as invoices do. */
const dayBefore = (day: string): string => berlinDay(instant(beginOfBerlinDay(day) - 1));
