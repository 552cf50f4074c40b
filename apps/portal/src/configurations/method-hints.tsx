import { deprecationOf, methodTitle, traitsOf, type PaymentMethodCode } from '@abgleich/domain';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language.js';
import classes from './configurations.module.css';
import { methodCodeOf } from './method-code.js';

function Hint({
  title,
  children,
  testId,
}: {
  title?: string;
  children: ReactNode;
  testId: string;
}) {
  return (
    <div className={classes.hintBox} data-testid={testId}>
      <IconInfoCircle size={18} aria-hidden />
      <div>
        {title !== undefined && <p className={classes.hintTitle}>{title}</p>}
        <p>{children}</p>
      </div>
    </div>
  );
}

/** That Unzer retires the method, or that Abgleich does not know it. */
export function MethodHints({ method }: { method: string | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (method === null) return null;
  const title = methodTitle(method, language);
  const retired = deprecationOf(method);
  if (methodCodeOf(method) === null)
    return (
      <Hint testId="hint-unsupported">{t('configurations.unsupported', { method: title })}</Hint>
    );
  if (retired === null) return null;
  return (
    <Hint testId="hint-deprecated" title={t('configurations.deprecated.title', { method: title })}>
      {retired.replacement === null
        ? t('configurations.deprecated.plain')
        : t('configurations.deprecated.replaced', {
            replacement: methodTitle(retired.replacement, language),
          })}
    </Hint>
  );
}

/** What the chosen mode means; for methods on which it has no effect, what happens instead. */
export function ModeHint({ mode, method }: { mode: string; method: string | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const code = method === null ? null : methodCodeOf(method);
  const without = code === null ? null : familyWithoutMode(code);
  if (method !== null && without !== null)
    return (
      <Hint
        testId="hint-mode-without-effect"
        title={t('configurations.modeWithout.title', { method: methodTitle(method, language) })}
      >
        {t(`configurations.modeWithout.${without}`)}
      </Hint>
    );
  return (
    <Hint testId="hint-mode">
      {mode === 'expert'
        ? t('configurations.modeHelp.expert')
        : t('configurations.modeHelp.standard')}
    </Hint>
  );
}

function familyWithoutMode(code: PaymentMethodCode) {
  const { family, modeMatters } = traitsOf(code);
  return modeMatters || family === 'direct' ? null : family;
}
