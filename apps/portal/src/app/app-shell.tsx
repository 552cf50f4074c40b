import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconLogout } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery, signOut } from '../api/session.js';
import { LanguageSwitch } from '../ui/language-switch.js';
import { SchemeSwitch } from '../ui/scheme-switch.js';
import classes from './app-shell.module.css';

/** The frame of every page behind the sign-in. */
export function AppShell() {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  const router = useRouter();

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
          <Link to="/auftraege" className={classes.brand}>
            <img src="/icon.svg" width={26} height={26} alt="" />
            <span className={classes.brandName}>{t('app.name')}</span>
          </Link>
          <nav aria-label={t('app.navigation')} className={classes.nav}>
            <Link to="/auftraege" className={classes.navLink}>
              {t('app.orders')}
            </Link>
          </nav>
          <div className={classes.tools}>
            <LanguageSwitch />
            <SchemeSwitch />
            {session && (
              <AccountMenu name={session.user.name} organisation={session.organisation.name} />
            )}
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
      <footer className={classes.footer}>{t('app.zone')}</footer>
    </div>
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
