import { IconArrowRight } from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './set-up-guide.module.css';
import { type FirstStep, useFirstSteps } from './use-first-steps.js';

const PAGES: readonly string[] = ['/pixi-api', '/e-mail', '/app-buchen', '/konfiguration'];

/** On the pages of the set-up, as long as a first step is left: which one is next. */
export function SetUpGuide() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  return PAGES.includes(path) ? <Guide path={path} /> : null;
}

function Guide({ path }: { path: string }) {
  const steps = useFirstSteps();
  const next = steps?.find(({ done }) => !done);
  if (next === undefined || next.to === path) return null;
  return <NextStep {...next} />;
}

function NextStep({ label, to }: FirstStep) {
  const { t } = useTranslation();
  return (
    <p className={classes.guide} data-testid="set-up-guide">
      {t('setupCheck.first.next')}{' '}
      <Link to={to}>
        {t(`setupCheck.first.${label}`)} <IconArrowRight size={15} aria-hidden />
      </Link>
    </p>
  );
}
