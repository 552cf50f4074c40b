import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './outside-frame.module.css';
import { OutsideFrame } from './outside-frame.js';

/** A link that is wrong, used or too old: what that means and where to go on. */
export function WrongLink({ text, children }: { text: string; children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <OutsideFrame title={t('outside.linkWrongTitle')}>
      <p className={classes.text} data-testid="link-wrong">
        {text}
      </p>
      {children ?? <Link to="/anmelden">{t('outside.toSignIn')}</Link>}
    </OutsideFrame>
  );
}
