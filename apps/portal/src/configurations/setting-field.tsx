import type { TFunction } from 'i18next';
import { type ConfigurationPath, KEY_MISSING, KEYS_DIFFER, valueAt } from '@abgleich/contracts';
import { useId } from 'react';
import { useController, useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language.js';
import { Badge } from '../ui/badge.js';
import { Toggletip } from '../ui/toggletip.js';
import classes from './configurations.module.css';
import { formatSetting } from './format-setting.js';
import { SettingInput } from './setting-input.js';
import { settingText } from './setting-text.js';
import { DEFAULTS, type FormValues, USUAL_PATHS } from './settings.js';

type SettingFieldProps = {
  readonly path: ConfigurationPath;
  readonly readOnly: boolean;
  /** Shown in an empty field: what happens when it stays so. */
  readonly placeholder?: string;
  readonly seenMethod?: string | null;
  /** "geändert" marks are for what is stored already. */
  readonly marksChanges: boolean;
};

/** One setting: label, the sentence that is needed to fill it, the rest behind the question mark, the input, and what is wrong with its value. */
export function SettingField({ path, marksChanges, ...props }: SettingFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const { control } = useFormContext<FormValues>();
  const { field, fieldState } = useController({ control, name: path });
  const label = settingText(t, path, 'label');
  const error = fieldState.error === undefined ? null : errorText(t, path, fieldState.error);
  const isGroup = path === 'policy.mode';
  return (
    <div className={classes.setting} data-testid={`setting-${path}`} data-invalid={error !== null}>
      <div className={classes.settingHead}>
        {isGroup ? (
          <span id={`${id}-label`} className={classes.settingLabel}>
            {label}
          </span>
        ) : (
          <label htmlFor={id} id={`${id}-label`} className={classes.settingLabel}>
            {label}
          </label>
        )}
        <Toggletip about={label}>
          <SettingHelp path={path} />
        </Toggletip>
        {marksChanges && fieldState.isDirty && (
          <Badge tone="blue">{t('configurations.changedMark')}</Badge>
        )}
      </div>
      <p id={`${id}-hint`} className={classes.settingHint}>
        {settingText(t, path, 'hint')}
      </p>
      <SettingInput
        {...props}
        id={id}
        path={path}
        field={field}
        invalid={error !== null}
        describedBy={error === null ? `${id}-hint` : `${id}-hint ${id}-error`}
      />
      {error !== null && (
        <p id={`${id}-error`} className={classes.settingError}>
          {error}
        </p>
      )}
    </div>
  );
}

type Complaint = { readonly message?: string | undefined; readonly type?: unknown };

/** The two complaints that are about more than the value itself come under a name of their own. */
function errorText(t: TFunction, path: ConfigurationPath, { message }: Complaint): string {
  if (message === KEYS_DIFFER) return t('configurations.keysDiffer');
  if (message === KEY_MISSING) return t('configurations.privateKeyMissing');
  return settingText(t, path, 'error');
}

function SettingHelp({ path }: { path: ConfigurationPath }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const usual = USUAL_PATHS.includes(path)
    ? formatSetting(t, path, { value: valueAt(DEFAULTS, path), language })
    : null;
  return (
    <div className={classes.help}>
      <p>{settingText(t, path, 'help')}</p>
      <dl>
        <dt>{t('configurations.example')}</dt>
        <dd>{settingText(t, path, 'example')}</dd>
        {usual !== null && (
          <>
            <dt>{t('configurations.usualValue')}</dt>
            <dd>{usual}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
