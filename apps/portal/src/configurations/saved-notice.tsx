import type { TFunction } from 'i18next';
import type { SavedConfiguration } from '@abgleich/contracts';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './configurations.module.css';

type SavedNoticeProps = {
  readonly saved: SavedConfiguration | null;
  /** It was created on the page before this one. */
  readonly created: 'geprueft' | 'ungeprueft' | undefined;
};

/** What came of the last save, and whether Unzer was asked about the keys. Takes the focus, because the button that had it is gone. */
export function SavedNotice({ saved, created }: SavedNoticeProps) {
  const { t } = useTranslation();
  const notice = useRef<HTMLParagraphElement>(null);
  const words = saved === null ? createdWords(t, created) : savedWords(t, saved);
  useEffect(() => {
    if (words !== null) notice.current?.focus();
  }, [words]);
  if (words === null) return null;
  const isChecked = saved === null ? created === 'geprueft' : saved.keys === 'good';
  return (
    <p
      ref={notice}
      tabIndex={-1}
      role="status"
      className={classes.savedNotice}
      data-checked={isChecked}
      data-testid="saved"
    >
      {isChecked ? (
        <IconCircleCheck size={18} aria-hidden />
      ) : (
        <IconInfoCircle size={18} aria-hidden />
      )}
      {words}
    </p>
  );
}

type T = TFunction;

const savedWords = (t: T, { version, keys }: SavedConfiguration): string =>
  keys === 'good'
    ? t('configurations.saved', { version })
    : t('configurations.savedUnchecked', { version });

function createdWords(t: T, created: SavedNoticeProps['created']): string | null {
  if (created === undefined) return null;
  return created === 'geprueft'
    ? t('configurations.created')
    : t('configurations.createdUnchecked');
}
