import type { ConfigurationPath } from '@abgleich/contracts';
import { APP_MODES, methodTitle, PAYMENT_METHOD_NAMES } from '@abgleich/domain';
import { NativeSelect, NumberInput, PasswordInput, Radio, Switch, TextInput } from '@mantine/core';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language.js';
import classes from './configurations.module.css';
import { SETTING_KINDS } from './settings.js';

type Field = {
  readonly name: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly onBlur: () => void;
  readonly ref: Ref<never>;
};
export type SettingInputProps = {
  readonly id: string;
  readonly path: ConfigurationPath;
  readonly field: Field;
  readonly readOnly: boolean;
  readonly invalid: boolean;
  readonly describedBy: string;
  readonly placeholder?: string;
  /** For the choice of the method: the one that the latest orders were paid with. */
  readonly seenMethod?: string | null;
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The input of a setting, by its kind. Label, hint and error stand around it. */
export function SettingInput(props: SettingInputProps) {
  const { id, path, field, readOnly, invalid, describedBy, placeholder } = props;
  const setting = SETTING_KINDS[path];
  const shared = {
    id,
    name: field.name,
    onBlur: field.onBlur,
    ref: field.ref,
    error: invalid,
    disabled: readOnly,
    'aria-describedby': describedBy,
    ...(placeholder === undefined ? {} : { placeholder }),
  };
  switch (setting.kind) {
    case 'switch':
      return <SwitchInput {...props} />;
    case 'mode':
      return <ModeInput {...props} />;
    case 'method':
      return <MethodInput {...props} />;
    case 'secret':
      return (
        <PasswordInput
          {...shared}
          value={textOf(field.value)}
          onChange={(event) => {
            const typed = event.currentTarget.value.trim();
            field.onChange(typed === '' ? null : typed);
          }}
          autoComplete="off"
          spellCheck={false}
          className={classes.wide}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...shared}
          value={
            typeof field.value === 'number' || typeof field.value === 'string' ? field.value : ''
          }
          onChange={(value) => field.onChange(value === '' && setting.mayBeEmpty ? null : value)}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          suffix=""
          rightSection={<UnitWord unit={setting.unit} />}
          rightSectionWidth={76}
          rightSectionPointerEvents="none"
          className={classes.narrow}
        />
      );
    case 'text':
      return (
        <TextInput
          {...shared}
          value={textOf(field.value)}
          onChange={(event) => field.onChange(event.currentTarget.value.trimStart())}
          maxLength={setting.longest}
          autoComplete="off"
          spellCheck={false}
          className={setting.longest > 10 ? classes.wide : classes.narrow}
        />
      );
  }
}

function UnitWord({ unit }: { unit: 'cents' | 'hours' | 'days' }) {
  const { t } = useTranslation();
  return <span className={classes.unit}>{t(`configurations.unit.${unit}`)}</span>;
}

function SwitchInput({ id, field, readOnly, describedBy }: SettingInputProps) {
  const { t } = useTranslation();
  const isOn = field.value === true;
  return (
    <Switch
      id={id}
      ref={field.ref}
      name={field.name}
      checked={isOn}
      onBlur={field.onBlur}
      onChange={(event) => field.onChange(event.currentTarget.checked)}
      disabled={readOnly}
      label={isOn ? t('configurations.on') : t('configurations.offWord')}
      aria-describedby={describedBy}
    />
  );
}

function ModeInput({ id, field, readOnly, describedBy }: SettingInputProps) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      value={textOf(field.value)}
      onChange={field.onChange}
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
      name={field.name}
    >
      <div className={classes.modes}>
        {APP_MODES.map((mode) => (
          <Radio
            key={mode}
            value={mode}
            disabled={readOnly}
            label={t(`configurations.mode.${mode}`)}
            data-testid={`mode-${mode}`}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

function MethodInput({ id, field, readOnly, describedBy, seenMethod }: SettingInputProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const none =
    seenMethod === null || seenMethod === undefined
      ? t('configurations.methodUnknown')
      : t('configurations.methodSeen', { method: methodTitle(seenMethod, language) });
  return (
    <NativeSelect
      id={id}
      ref={field.ref}
      name={field.name}
      value={textOf(field.value)}
      onBlur={field.onBlur}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        field.onChange(chosen === '' ? null : chosen);
      }}
      disabled={readOnly}
      aria-describedby={describedBy}
      className={classes.wide}
    >
      <option value="">{none}</option>
      {PAYMENT_METHOD_NAMES.map((name) => (
        <option key={name} value={name}>
          {methodTitle(name, language)}
        </option>
      ))}
    </NativeSelect>
  );
}
