import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openAllDetails } from './in-page.js';

/** What the addresses of the pages are made of. */
export type Stage = {
  readonly errorPage: string;
  /** Connection and number of an order with a history. */
  readonly order: { readonly connectionId: string; readonly orderNumber: string };
  readonly configurationId: string;
};

export type PortalPage = {
  /** As the router spells it. */
  readonly route: string;
  /** Whether the frame with menu and skip link stands around it. */
  readonly framed: boolean;
  readonly address: (stage: Stage) => string;
  /** Waits for what the page shows once its data are there. */
  readonly ready: (page: Page) => Promise<unknown>;
};

const shows = (testId: string) => (page: Page) => page.getByTestId(testId).first().waitFor();
/** Its heading stands, and nothing is loading any more. */
const settled = async (page: Page) => {
  await page.locator('h1').first().waitFor();
  const loading = page.locator('.mantine-Loader-root, .mantine-Skeleton-root, [aria-busy=true]');
  await loading.first().waitFor({ state: 'detached' });
};

const at = (route: string, ready: PortalPage['ready'] = settled): PortalPage => ({
  route,
  framed: true,
  address: () => route,
  ready,
});
const outside = (page: PortalPage): PortalPage => ({ ...page, framed: false });

/** Every page of the portal. A route without a row here fails the walk. */
export const PORTAL_PAGES: readonly PortalPage[] = [
  outside(at('/anmelden', shows('sign-in'))),
  outside({
    ...at('/fehler/$token', shows('open-problems')),
    address: ({ errorPage }) => errorPage,
  }),
  outside(at('/einladung')),
  outside(at('/passwort-vergessen')),
  outside(at('/passwort-neu')),
  outside(at('/einrichten')),
  at('/uebersicht', async (page) => {
    await page.getByTestId('outcomes').waitFor();
    await openAllDetails(page);
  }),
  at('/auftraege', (page) => page.locator('[data-order-link]').first().waitFor()),
  {
    ...at('/auftraege/$connectionId/$orderNumber', shows('timeline-decision')),
    address: ({ order }) => `/auftraege/${order.connectionId}/${order.orderNumber}`,
  },
  at('/pixi-api'),
  at('/e-mail'),
  at('/app-buchen'),
  at('/konfiguration'),
  at('/konfiguration/neu'),
  {
    ...at('/konfiguration/$configurationId'),
    address: ({ configurationId }) => `/konfiguration/${configurationId}`,
  },
  at('/einrichtung'),
  at('/benutzer'),
  at('/fehler-seite'),
  at('/api-zugang', async (page) => {
    await page.getByTestId('operation-listOrders').waitFor();
    // Not clicked: a click also says where Tab goes on from.
    await page.evaluate(
      `document.querySelector('[data-testid=operation-listOrders] summary').parentElement.open = true`,
    );
    await page.getByText('capturedOn').waitFor();
  }),
  at('/protokoll'),
  at('/konto'),
  at('/handbuch'),
  {
    ...at('/handbuch/$chapter', shows('handbook-chapter')),
    address: () => '/handbuch/pixi',
  },
];

const ROUTER = join(import.meta.dirname, '../../../../portal/src/app/router.tsx');
/** Where one is only sent on from. */
const REDIRECTS = ['/'];

/** The routes that the portal's router knows, read from its text: the portal's own modules are made for browsers. */
export const routesOfPortal = (): readonly string[] =>
  [...readFileSync(ROUTER, 'utf8').matchAll(/^\s+path: '(\/[^']*)'/gm)]
    .map(([, route = '']) => route)
    .filter((route) => !REDIRECTS.includes(route));
