import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { ConfigurationPath } from '@abgleich/contracts';
import classes from './configurations.module.css';
import { MethodHints, ModeHint } from './method-hints.js';
import { SettingField } from './setting-field.js';
import { type FormValues, SECTIONS } from './settings.js';

type FormSectionsProps = {
  readonly readOnly: boolean;
  readonly storedKey: 'stored' | 'copied' | 'none';
  readonly marksChanges: boolean;
  readonly seenMethod: string | null;
};

/** All fields, section by section; hints stand below the field they are about. */
export function FormSections({ readOnly, storedKey, marksChanges, seenMethod }: FormSectionsProps) {
  const { t } = useTranslation();
  const { control } = useFormContext<FormValues>();
  const [chosen, mode] = useWatch({ control, name: ['method', 'policy.mode'] });
  const method = chosen ?? seenMethod;
  const placeholders: Partial<Record<ConfigurationPath, string>> = {
    ...(storedKey === 'stored' ? { privateKey: t('configurations.privateKeyStored') } : {}),
    ...(storedKey === 'copied' ? { privateKey: t('configurations.privateKeyCopied') } : {}),
    'policy.warnBeforeExpiryDays': t('configurations.usual'),
  };
  return SECTIONS.map(({ id, paths }) => (
    <section key={id} className={classes.section} aria-labelledby={`section-${id}`}>
      <h2 id={`section-${id}`} className={classes.sectionTitle}>
        {t(`configurations.section.${id}`)}
      </h2>
      <p className={classes.sectionHint}>{t(`configurations.sectionHint.${id}`)}</p>
      {paths.map((path) => (
        <div key={path}>
          <SettingField
            path={path}
            readOnly={readOnly}
            marksChanges={marksChanges}
            seenMethod={seenMethod}
            {...(placeholders[path] === undefined ? {} : { placeholder: placeholders[path] })}
          />
          {path === 'method' && <MethodHints method={method} />}
          {path === 'policy.mode' && <ModeHint mode={mode} method={method} />}
        </div>
      ))}
    </section>
  ));
}
