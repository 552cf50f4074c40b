import type { TFunction } from 'i18next';
import { Button } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CONFIGURATION_PATHS, type ConfigurationPath } from '@abgleich/contracts';
import { ApiRefusal } from '../api/request.js';
import classes from './configurations.module.css';
import { settingText } from './setting-text.js';

type T = TFunction;

const WORDS: Readonly<Record<string, (t: T) => string>> = {
  'portal.configuration-exists': (t) => t('configurations.refusal.exists'),
  'portal.keys-refused': (t) => t('configurations.refusal.keysRefused'),
  'portal.keys-not-checked': (t) => t('configurations.refusal.keysNotChecked'),
  'portal.keys-differ': (t) => t('configurations.keysDiffer'),
  'portal.private-key-missing': (t) => t('configurations.refusal.keyMissing'),
  'portal.not-allowed': (t) => t('configurations.refusal.notAllowed'),
  'portal.not-found': (t) => t('configurations.refusal.gone'),
  'portal.too-many-attempts': (t) => t('configurations.refusal.tooMany'),
};

/** Why a save was refused, what that means and what to do. */
export function refusalText(t: T, error: Error): string {
  if (!(error instanceof ApiRefusal) || error.problem === null)
    return t('configurations.refusal.unreachable');
  const { code, errors = [], traceId } = error.problem;
  const known = WORDS[code];
  if (known !== undefined) return known(t);
  if (code !== 'request.invalid') return t('configurations.refusal.unexpected', { traceId });
  const labels = errors.map(({ path }) => fieldName(t, path));
  return t('configurations.refusal.invalid', { fields: [...new Set(labels)].join(', ') });
}

/** `form.policy.mode` -> the label of the field. */
function fieldName(t: T, path: string): string {
  const known = CONFIGURATION_PATHS.find((one): one is ConfigurationPath => path.endsWith(one));
  return known === undefined ? path : `„${settingText(t, known, 'label')}“`;
}

export const isUnchecked = (error: Error | null): boolean =>
  error instanceof ApiRefusal && error.problem?.code === 'portal.keys-not-checked';
export const isChangedMeanwhile = (error: Error | null): boolean =>
  error instanceof ApiRefusal && error.problem?.code === 'portal.configuration-changed';

type SaveRefusalProps = {
  readonly error: Error;
  readonly onAgain: () => void;
  readonly onUnchecked: () => void;
};

/** The refusal beside the save button; with Unzer out of reach, the choice. */
export function SaveRefusal({ error, onAgain, onUnchecked }: SaveRefusalProps) {
  const { t } = useTranslation();
  return (
    <div role="alert" className={classes.refusal} data-testid="save-refused">
      <IconAlertTriangleFilled size={18} aria-hidden />
      <div>
        <strong>{t('configurations.refusal.title')}</strong>
        <p>{refusalText(t, error)}</p>
        {isUnchecked(error) && (
          <div className={classes.refusalChoices}>
            <Button size="xs" variant="default" onClick={onAgain}>
              {t('configurations.refusal.tryAgain')}
            </Button>
            <Button size="xs" variant="default" onClick={onUnchecked} data-testid="save-unchecked">
              {t('configurations.refusal.saveUnchecked')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
