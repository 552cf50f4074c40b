import { Burger, Menu, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type Role, roleIncludes } from '@abgleich/contracts';
import { sessionQuery, signOut } from '../api/session.js';
import { useKeptLanguage } from '../account/use-kept-language.js';
import { HandbookBeside, HandbookLink, useHandbookLink } from '../ui/handbook-link.js';
import { BookingBanner } from '../booking/booking-banner.js';
import { SetUpGuide } from '../setup-check/set-up-guide.js';
import { LanguageSwitch } from '../ui/language-switch.js';
import { SchemeSwitch } from '../ui/scheme-switch.js';
import classes from './app-shell.module.css';
import { NAVIGATION } from './navigation.js';

/** The frame of every page behind the sign-in: a bar on top, the menu at the side; on small screens the menu opens over the page. */
export function AppShell() {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  const keepLanguage = useKeptLanguage(session);
  const router = useRouter();
  const [opened, { toggle, close }] = useDisclosure(false);
  const handbook = useHandbookLink();
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(close, [path, close]);

  useEffect(() => {
    if (session !== null) return;
    const next = router.state.location.href;
    void router.navigate({ to: '/anmelden', search: { next, ended: true } });
  }, [session, router]);

  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {t('app.skip')}
      </a>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Burger
            opened={opened}
            onClick={toggle}
            size="sm"
            className={classes.burger}
            aria-controls="menu"
            aria-expanded={opened}
            aria-label={t(opened ? 'navigation.close' : 'navigation.open')}
          />
          <Link to="/uebersicht" className={classes.brand}>
            <img src="/icon.svg" width={26} height={26} alt="" />
            <span className={classes.brandName}>{t('app.name')}</span>
          </Link>
          <div className={classes.tools}>
            <HandbookLink link={handbook} />
            <LanguageSwitch onChoose={keepLanguage} />
            <SchemeSwitch />
            {session && (
              <AccountMenu name={session.user.name} organisation={session.organisation.name} />
            )}
          </div>
        </div>
      </header>
      <div className={classes.body}>
        <SideMenu role={session?.user.role ?? 'viewer'} opened={opened} />
        <div className={classes.page}>
          <main id="content" tabIndex={-1} className={classes.main}>
            <BookingBanner />
            <SetUpGuide />
            <Outlet />
          </main>
          <footer className={classes.footer}>{t('app.zone')}</footer>
        </div>
        <HandbookBeside link={handbook} />
      </div>
    </div>
  );
}

function SideMenu({ role, opened }: { role: Role; opened: boolean }) {
  const { t } = useTranslation();
  return (
    <nav id="menu" aria-label={t('app.navigation')} className={classes.menu} data-opened={opened}>
      {NAVIGATION.map(({ group, links }) => {
        const shown = links.filter(({ least }) => roleIncludes(role, least));
        if (shown.length === 0) return null;
        return (
          <div key={links[0].to} className={classes.group}>
            {group !== null && <div className={classes.groupName}>{t(`navigation.${group}`)}</div>}
            {shown.map(({ to, text, icon: Icon }) => (
              <Link key={to} to={to} className={classes.navLink}>
                <Icon size={18} stroke={1.7} aria-hidden />
                {t(`navigation.${text}`)}
              </Link>
            ))}
          </div>
        );
      })}
    </nav>
  );
}

function AccountMenu({ name, organisation }: { name: string; organisation: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut().catch(() => undefined); // the session may have ended already; leaving is what counts
    await navigate({ to: '/anmelden' });
  };
  return (
    <Menu position="bottom-end" width={220} withArrow>
      <Menu.Target>
        <UnstyledButton className={classes.account}>
          <span className={classes.accountHint}>{t('app.account')}</span>
          <span className={classes.accountNames}>
            <span className={classes.accountName}>{name}</span>
            <span className={classes.organisation}>{organisation}</span>
          </span>
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconUserCircle size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/konto' })}
          data-testid="own-account"
        >
          {t('navigation.account')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => void leave()}
          data-testid="sign-out"
        >
          {t('app.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
