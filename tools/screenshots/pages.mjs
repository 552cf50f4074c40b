// Every page of the portal that is worth a picture: how one gets there, and how one knows that it is ready.

/** @typedef {import('playwright-core').Page} Page */
/**
 * What the pictures are taken of: addresses and orders of the running product.
 * @typedef {{ portal: string, errorPage: string, setUp: string, settled: Order, problem: Order, configurationId: string }} Stage
 * @typedef {{ connectionId: string, orderNumber: string }} Order
 */
/**
 * `who`: whether somebody is signed in; `founder`: there is nobody yet, on an installation of its own. `path`: below the portal's address. `ready`: waits for what only this page has; the heading and the
 * end of all loading are waited for anyway. `before`: what a person does on the page first.
 * @typedef {{ name: string, who: 'member' | 'stranger' | 'founder', path: (stage: Stage) => string | Promise<string>,
 *   ready?: (page: Page) => Promise<unknown>, before?: (page: Page) => Promise<unknown> }} Picture
 */

const at = (path) => () => path;
const shows = (testId) => (page) => page.getByTestId(testId).first().waitFor();
const orderPath = (order) => `/auftraege/${order.connectionId}/${order.orderNumber}`;

/** @type {readonly Picture[]} */
export const PICTURES = [
  {
    name: 'set-up',
    who: 'founder',
    path: ({ portal, setUp }) => setUp.slice(portal.length),
    ready: (page) => page.locator('input[type=password]').first().waitFor(),
  },
  { name: 'sign-in', who: 'stranger', path: at('/anmelden'), ready: shows('sign-in') },
  { name: 'ask-reset', who: 'stranger', path: at('/passwort-vergessen') },
  {
    name: 'error-page',
    who: 'stranger',
    path: ({ portal, errorPage }) => errorPage.slice(portal.length),
    ready: shows('open-problems'),
  },
  { name: 'overview', who: 'member', path: at('/uebersicht') },
  {
    name: 'orders',
    who: 'member',
    path: at('/auftraege'),
    ready: (page) => page.locator('[data-order-link]').first().waitFor(),
  },
  {
    name: 'order',
    who: 'member',
    path: ({ settled }) => orderPath(settled),
    ready: shows('timeline-decision'),
  },
  {
    name: 'order-problem',
    who: 'member',
    path: ({ problem }) => orderPath(problem),
    ready: shows('timeline-decision'),
  },
  { name: 'connections', who: 'member', path: at('/pixi-api') },
  { name: 'mail-account', who: 'member', path: at('/e-mail') },
  { name: 'booking', who: 'member', path: at('/app-buchen') },
  { name: 'configurations', who: 'member', path: at('/konfiguration') },
  { name: 'configuration-new', who: 'member', path: at('/konfiguration/neu') },
  {
    name: 'configuration',
    who: 'member',
    path: ({ configurationId }) => `/konfiguration/${configurationId}`,
  },
  { name: 'setup-check', who: 'member', path: at('/einrichtung') },
  { name: 'users', who: 'member', path: at('/benutzer') },
  { name: 'error-link', who: 'member', path: at('/fehler-seite') },
  { name: 'tokens', who: 'member', path: at('/api-zugang') },
  { name: 'audit', who: 'member', path: at('/protokoll') },
  { name: 'account', who: 'member', path: at('/konto') },
  {
    name: 'handbook',
    who: 'member',
    path: at('/handbuch/alltag'),
    ready: shows('handbook-chapter'),
  },
];
