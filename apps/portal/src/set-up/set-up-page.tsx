import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readSetUp } from '../api/outside.js';
import { OutsideLoading } from '../ui/outside-loading.js';
import { isWrongLink } from '../ui/outside-refusal.js';
import { useOneTimeToken } from '../ui/use-one-time-token.js';
import { WrongLink } from '../ui/wrong-link.js';
import { SetUpForm } from './set-up-form.js';

/** Where the link leads that the console prints as long as nobody can sign in. */
export function SetUpPage() {
  const { t } = useTranslation();
  const token = useOneTimeToken();
  const { data: holds, error } = useQuery({
    queryKey: ['set-up', token],
    queryFn: () => readSetUp(token),
    staleTime: Infinity,
  });
  if (isWrongLink(error)) return <WrongLink text={t('outside.setUpWrong')} />;
  if (holds === undefined) return <OutsideLoading title={t('outside.setUpTitle')} error={error} />;
  return <SetUpForm token={token} />;
}
