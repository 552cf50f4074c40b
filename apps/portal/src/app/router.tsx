import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { sessionQuery } from '../api/session.js';
import { auditSearch } from '../audit/audit-search.js';
import { loadInsideTexts } from '../i18n/start-texts.js';
import { ordersSearch } from '../orders/orders-search.js';
import { NotFound, PageFailure, PagePending } from './page-states.js';

/** Only a path of ours: never an address that leads elsewhere after the sign-in. */
const signInSearch = z.object({
  next: z
    .string()
    .regex(/^\/(?![/\\])/)
    .max(500)
    .optional()
    .catch(undefined),
  ended: z.boolean().optional().catch(undefined),
});

/** The steps of a new configuration stand in the address, so that reload and the way back work. */
const text = (longest: number) => z.coerce.string().min(1).max(longest).optional().catch(undefined);
const newConfigurationSearch = z.object({
  verbindung: z.uuid().optional().catch(undefined),
  mandant: text(3),
  zahlart: text(1),
  kopie: z.uuid().optional().catch(undefined),
});
const versionNumber = z.coerce.number().int().min(1).optional().catch(undefined);
const configurationSearch = z.object({
  ansicht: z.literal('verlauf').optional().catch(undefined),
  /** It was created a moment ago, with keys that Unzer confirmed or could not be asked about. */
  angelegt: z.enum(['geprueft', 'ungeprueft']).optional().catch(undefined),
  von: versionNumber,
  bis: versionNumber,
});

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
});

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/uebersicht' });
  },
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/anmelden',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('../sign-in/sign-in-page.js'), 'SignInPage'),
});

const errorPageRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/fehler/$token',
  component: lazyRouteComponent(() => import('../error-page/error-page.js'), 'ErrorPage'),
});

const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/einladung',
  component: lazyRouteComponent(() => import('../join/join-page.js'), 'JoinPage'),
});

const askResetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/passwort-vergessen',
  component: lazyRouteComponent(
    () => import('../password-reset/ask-reset-page.js'),
    'AskResetPage',
  ),
});

const newPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/passwort-neu',
  component: lazyRouteComponent(
    () => import('../password-reset/new-password-page.js'),
    'NewPasswordPage',
  ),
});

const setUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/einrichten',
  component: lazyRouteComponent(() => import('../set-up/set-up-page.js'), 'SetUpPage'),
});

/** Everything below needs somebody signed in; others are sent to sign in and come back. */
const insideRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (session === null) throw redirect({ to: '/anmelden', search: { next: location.href } });
    await loadInsideTexts();
  },
  component: lazyRouteComponent(() => import('./app-shell.js'), 'AppShell'),
});

const ordersRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/auftraege',
  validateSearch: ordersSearch,
  component: lazyRouteComponent(() => import('../orders/orders-page.js'), 'OrdersPage'),
});

const orderRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/auftraege/$connectionId/$orderNumber',
  component: lazyRouteComponent(() => import('../order/order-page.js'), 'OrderPage'),
});

const overviewRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/uebersicht',
  component: lazyRouteComponent(() => import('../overview/overview-page.js'), 'OverviewPage'),
});

const connectionsRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/pixi-api',
  component: lazyRouteComponent(
    () => import('../connections/connections-page.js'),
    'ConnectionsPage',
  ),
});

const mailAccountRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/e-mail',
  component: lazyRouteComponent(
    () => import('../mail-account/mail-account-page.js'),
    'MailAccountPage',
  ),
});

const bookingRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/app-buchen',
  component: lazyRouteComponent(() => import('../booking/booking-page.js'), 'BookingPage'),
});

const configurationsRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/konfiguration',
  component: lazyRouteComponent(
    () => import('../configurations/configurations-page.js'),
    'ConfigurationsPage',
  ),
});

const newConfigurationRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/konfiguration/neu',
  validateSearch: newConfigurationSearch,
  component: lazyRouteComponent(
    () => import('../configurations/new-configuration-page.js'),
    'NewConfigurationPage',
  ),
});

const configurationRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/konfiguration/$configurationId',
  validateSearch: configurationSearch,
  component: lazyRouteComponent(
    () => import('../configurations/configuration-page.js'),
    'ConfigurationPage',
  ),
});

const setupCheckRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/einrichtung',
  component: lazyRouteComponent(
    () => import('../setup-check/setup-check-page.js'),
    'SetupCheckPage',
  ),
});

const usersRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/benutzer',
  component: lazyRouteComponent(() => import('../users/users-page.js'), 'UsersPage'),
});

const errorLinkRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/fehler-seite',
  component: lazyRouteComponent(() => import('../error-link/error-link-page.js'), 'ErrorLinkPage'),
});

const tokensRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/api-zugang',
  component: lazyRouteComponent(() => import('../tokens/tokens-page.js'), 'TokensPage'),
});

const auditRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/protokoll',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('../audit/audit-page.js'), 'AuditPage'),
});

const handbookRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/handbuch',
  component: lazyRouteComponent(() => import('../handbook/handbook-page.js'), 'HandbookPage'),
});

const chapterRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/handbuch/$chapter',
  component: lazyRouteComponent(() => import('../handbook/handbook-page.js'), 'HandbookPage'),
});

const accountRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/konto',
  component: lazyRouteComponent(() => import('../account/account-page.js'), 'AccountPage'),
});

const routeTree = rootRoute.addChildren([
  homeRoute,
  signInRoute,
  errorPageRoute,
  joinRoute,
  askResetRoute,
  newPasswordRoute,
  setUpRoute,
  insideRoute.addChildren([
    ordersRoute,
    orderRoute,
    overviewRoute,
    connectionsRoute,
    mailAccountRoute,
    bookingRoute,
    configurationsRoute,
    newConfigurationRoute,
    configurationRoute,
    setupCheckRoute,
    usersRoute,
    errorLinkRoute,
    tokensRoute,
    auditRoute,
    handbookRoute,
    chapterRoute,
    accountRoute,
  ]),
]);

export function createPortalRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultErrorComponent: PageFailure,
    defaultPendingComponent: PagePending,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPortalRouter>;
  }
}
