import { type InvitationAnswer, personName } from '@abgleich/contracts';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { joinOrganisation } from '../api/outside.js';
import { useLanguage } from '../i18n/use-language.js';
import { useBegin } from '../sign-in/use-entering.js';
import { NewPasswordField } from '../ui/new-password-field.js';
import { OutsideFrame } from '../ui/outside-frame.js';
import classes from '../ui/outside-frame.module.css';
import { isWrongLink, outsideRefusal } from '../ui/outside-refusal.js';
import { RefusalAlert } from '../ui/refusal-alert.js';
import { WrongLink } from '../ui/wrong-link.js';

export function JoinForm({ token, invitation }: { token: string; invitation: InvitationAnswer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const begin = useBegin();
  const { register, control, handleSubmit, formState } = useForm({
    defaultValues: { name: invitation.name, password: '' },
  });
  const joining = useMutation({
    mutationFn: joinOrganisation,
    onSuccess: (session) => begin(session, '/uebersicht'),
  });
  if (isWrongLink(joining.error)) return <WrongLink text={t('outside.joinWrong')} />;
  const { invitedBy: by, organisationName: organisation, email } = invitation;
  const text = { by, organisation, role: t(`role.${invitation.role}`) };
  return (
    <OutsideFrame title={t('outside.joinTitle')}>
      <p className={classes.text}>{t('outside.joinText', text)}</p>
      <form
        noValidate
        className={classes.form}
        onSubmit={(submitted) =>
          void handleSubmit((entered) => joining.mutate({ token, language, ...entered }))(submitted)
        }
      >
        <RefusalAlert testId="outside-refused">{outsideRefusal(joining.error, t)}</RefusalAlert>
        <TextInput
          label={t('signIn.email')}
          description={t('outside.emailHelp')}
          value={email}
          readOnly
          autoComplete="username"
        />
        <TextInput
          {...register('name', { validate: (name) => personName.safeParse(name).success })}
          label={t('outside.name')}
          description={t('outside.nameHelp')}
          autoComplete="name"
          required
          withAsterisk={false}
          error={formState.errors.name && t('outside.nameMissing')}
        />
        <NewPasswordField control={control} name="password" email={() => email} />
        <Button type="submit" fullWidth loading={joining.isPending} data-testid="join">
          {t('outside.joinSubmit')}
        </Button>
      </form>
    </OutsideFrame>
  );
}
