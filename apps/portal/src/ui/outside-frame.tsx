import { Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../app/use-page-title.js';
import { LanguageSwitch } from './language-switch.js';
import classes from './outside-frame.module.css';
import { SchemeSwitch } from './scheme-switch.js';

/** The frame of every page before the sign-in: one card with one thing to do. */
export function OutsideFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  usePageTitle(title);
  return (
    <div className={classes.page}>
      <header className={classes.tools}>
        <LanguageSwitch />
        <SchemeSwitch />
      </header>
      <main id="content" className={classes.main}>
        <div className={classes.brand}>
          <img src="/icon.svg" width={40} height={40} alt="" />
          <div>
            <div className={classes.name}>{t('app.name')}</div>
            <div className={classes.tagline}>{t('app.tagline')}</div>
          </div>
        </div>
        <Paper withBorder radius="md" p={{ base: 'md', xs: 'xl' }} className={classes.card}>
          <Title order={1} mb="md">
            {title}
          </Title>
          {children}
        </Paper>
      </main>
    </div>
  );
}
