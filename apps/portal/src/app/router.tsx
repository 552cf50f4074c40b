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
import { PROBLEM_FILTERS } from '@abgleich/contracts';
import { sessionQuery } from '../api/session.js';
import { NotFound, PageFailure, PagePending } from './page-states.js';

/** A filter link that somebody mangled shows all orders instead of nothing. */
const ordersSearch = z.object({
  filter: z.enum(PROBLEM_FILTERS).optional().catch(undefined),
  q: z.coerce.string().max(100).optional().catch(undefined),
  after: z.coerce.string().max(200).optional().catch(undefined),
});
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

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
});

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/auftraege' });
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

/** Everything below needs somebody signed in; others are sent to sign in and come back. */
const insideRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (session === null) throw redirect({ to: '/anmelden', search: { next: location.href } });
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

const routeTree = rootRoute.addChildren([
  homeRoute,
  signInRoute,
  errorPageRoute,
  insideRoute.addChildren([ordersRoute, orderRoute]),
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
