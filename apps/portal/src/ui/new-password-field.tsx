import { PASSWORD_MAX, PASSWORD_MIN, passwordFault } from '@abgleich/contracts';
import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useController, type Control, type FieldValues, type Path } from 'react-hook-form';

type NewPasswordFieldProps<F extends FieldValues> = {
  readonly control: Control<F>;
  readonly name: Path<F>;
  /** Whose password it is: it must be another word. */
  readonly email: () => string;
};

/** A new password with its rule beside it; checked by the same function as on the server. */
export function NewPasswordField<F extends FieldValues>({
  control,
  name,
  email,
}: NewPasswordFieldProps<F>) {
  const { t } = useTranslation();
  const limits = { min: PASSWORD_MIN, max: PASSWORD_MAX };
  const { field, fieldState } = useController({
    control,
    name,
    rules: { validate: (value: unknown) => passwordFault(String(value ?? ''), email()) ?? true },
  });
  const fault = passwordFault(String(field.value ?? ''), email());
  const shown =
    fieldState.error === undefined || fault === null ? null : t(`password.${fault}`, limits);
  return (
    <PasswordInput
      {...field}
      label={t('password.new')}
      description={t('password.rule', limits)}
      autoComplete="new-password"
      required
      withAsterisk={false}
      maxLength={PASSWORD_MAX}
      error={shown}
    />
  );
}
