import type { DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AuditController } from './audit.controller.js';
import { BookingController } from './booking/booking.controller.js';
import { ChecksController } from './checks.controller.js';
import { ConnectionsController } from './connections/connections.controller.js';
import { ErrorPageController } from './error-page.controller.js';
import { MailController } from './mail.controller.js';
import { OrderActionsController } from './order-actions.controller.js';
import { OrdersController } from './orders.controller.js';
import { PORTAL, type PortalContext } from './portal-context.js';
import { SessionController } from './session.controller.js';
import { SetupCheckController } from './setup-check/setup-check.controller.js';

/** Wires the controllers to what they share. */
export class PortalApiModule {
  static with(portal: PortalContext, imports: DynamicModule[] = []): DynamicModule {
    return {
      module: PortalApiModule,
      imports,
      controllers: [
        SessionController,
        OrdersController,
        OrderActionsController,
        MailController,
        ChecksController,
        ErrorPageController,
        AuditController,
        ConnectionsController,
        BookingController,
        SetupCheckController,
      ],
      providers: [
        { provide: PORTAL, useValue: portal },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
    };
  }
}
