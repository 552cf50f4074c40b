import { UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBook2 } from '@tabler/icons-react';
import { useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type HandbookPlace, placeOf } from '../handbook/places.js';
import classes from './handbook-link.module.css';

const HandbookPanel = lazy(async () => ({
  default: (await import('../handbook/handbook-panel.js')).HandbookPanel,
}));

/** Opens what the manual says about the page one is on, and keeps it open from page to page. */
export function useHandbookLink() {
  const place = useRouterState({
    select: ({ matches }) => placeOf(matches.at(-1)?.fullPath ?? ''),
    structuralSharing: true,
  });
  const [opened, { toggle, close }] = useDisclosure(false);
  const button = useRef<HTMLButtonElement>(null);
  const putAway = () => {
    close();
    button.current?.focus();
  };
  return { place, opened, toggle, putAway, button };
}

type Props = { readonly link: ReturnType<typeof useHandbookLink> };

/** The button in the frame; absent on the manual's own pages. */
export function HandbookLink({ link: { place, opened, toggle, button } }: Props) {
  const { t } = useTranslation();
  if (place === null) return null;
  return (
    <UnstyledButton
      ref={button}
      className={classes.button}
      onClick={toggle}
      aria-expanded={opened}
      aria-controls="handbook-panel"
      title={t('handbook.open')}
      data-testid="handbook-link"
    >
      <IconBook2 size={18} stroke={1.7} aria-hidden />
      <span className={classes.label}>{t('handbook.short')}</span>
    </UnstyledButton>
  );
}

/** The chapter beside the page, while it is open. */
export function HandbookBeside({ link: { place, opened, putAway } }: Props) {
  if (!opened || place === null) return null;
  return (
    <Suspense>
      <HandbookPanel place={place satisfies HandbookPlace} onClose={putAway} />
    </Suspense>
  );
}
