import type { Role } from '@abgleich/contracts';
import {
  IconApi,
  IconBook2,
  IconCreditCard,
  IconDeviceDesktopAnalytics,
  IconHistory,
  IconLayoutDashboard,
  IconListCheck,
  IconListDetails,
  IconMail,
  IconPlug,
  IconShoppingBag,
  IconUsers,
} from '@tabler/icons-react';

/** The pages behind the sign-in, in the order in which they stand in the menu. `least`: the role that opens them. */
export const NAVIGATION = [
  {
    group: null,
    links: [
      { to: '/uebersicht', text: 'overview', icon: IconLayoutDashboard, least: 'viewer' },
      { to: '/auftraege', text: 'orders', icon: IconListDetails, least: 'viewer' },
    ],
  },
  {
    group: 'setUp',
    links: [
      { to: '/pixi-api', text: 'connections', icon: IconPlug, least: 'viewer' },
      { to: '/e-mail', text: 'mailAccount', icon: IconMail, least: 'viewer' },
      { to: '/app-buchen', text: 'booking', icon: IconShoppingBag, least: 'viewer' },
      { to: '/konfiguration', text: 'configurations', icon: IconCreditCard, least: 'viewer' },
      { to: '/einrichtung', text: 'setupCheck', icon: IconListCheck, least: 'viewer' },
    ],
  },
  {
    group: 'manage',
    links: [
      { to: '/benutzer', text: 'users', icon: IconUsers, least: 'admin' },
      { to: '/fehler-seite', text: 'errorLink', icon: IconDeviceDesktopAnalytics, least: 'admin' },
      { to: '/api-zugang', text: 'tokens', icon: IconApi, least: 'admin' },
      { to: '/protokoll', text: 'audit', icon: IconHistory, least: 'admin' },
    ],
  },
  {
    group: null,
    links: [{ to: '/handbuch', text: 'handbook', icon: IconBook2, least: 'viewer' }],
  },
] as const satisfies readonly {
  readonly group: string | null;
  readonly links: readonly { readonly least: Role; readonly [key: string]: unknown }[];
}[];
