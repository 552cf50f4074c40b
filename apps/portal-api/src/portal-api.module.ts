import type { DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AuditController } from './audit.controller.js';
import { BookingController } from './booking/booking.controller.js';
import { ChecksController } from './checks.controller.js';
import { ConfigurationsController } from './configurations/configurations.controller.js';
import { ErrorLinkController } from './error-link/error-link.controller.js';
import { ConnectionsController } from './connections/connections.controller.js';
import { ErrorPageController } from './error-page.controller.js';
import { MailController } from './mail.controller.js';
import { OpenApiController } from './open-api/open-api.controller.js';
import { OrderActionsController } from './order-actions.controller.js';
import { OrdersBulkController } from './orders/orders-bulk.controller.js';
import { OrdersExportController } from './orders/orders-export.controller.js';
import { OrdersController } from './orders.controller.js';
import { AccountController } from './people/account.controller.js';
import { InvitationsController } from './people/invitations.controller.js';
import { PasswordProof } from './people/password-proof.js';
import { PasswordResetsController } from './people/password-resets.controller.js';
import { SecondFactorController } from './people/second-factor.controller.js';
import { SetUpController } from './people/set-up.controller.js';
import { UsersController } from './people/users.controller.js';
import { OverviewController } from './overview/overview.controller.js';
import { PORTAL, type PortalContext } from './portal-context.js';
import { SessionController } from './session.controller.js';
import { TokensController } from './tokens/tokens.controller.js';
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
        OrdersBulkController,
        OrdersExportController,
        MailController,
        ChecksController,
        ErrorPageController,
        AuditController,
        AccountController,
        SecondFactorController,
        UsersController,
        InvitationsController,
        PasswordResetsController,
        SetUpController,
        ConfigurationsController,
        ErrorLinkController,
        OverviewController,
        TokensController,
        OpenApiController,
        ConnectionsController,
        BookingController,
        SetupCheckController,
      ],
      providers: [
        { provide: PORTAL, useValue: portal },
        PasswordProof,
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
    };
  }
}
