import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readInvitation } from '../api/outside.js';
import { OutsideLoading } from '../ui/outside-loading.js';
import { isWrongLink } from '../ui/outside-refusal.js';
import { useOneTimeToken } from '../ui/use-one-time-token.js';
import { WrongLink } from '../ui/wrong-link.js';
import { JoinForm } from './join-form.js';

/** For whoever got an invitation: sees who invites where, chooses a password, and is in. */
export function JoinPage() {
  const { t } = useTranslation();
  const token = useOneTimeToken();
  const { data: invitation, error } = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => readInvitation(token),
    staleTime: Infinity,
  });
  if (isWrongLink(error)) return <WrongLink text={t('outside.joinWrong')} />;
  if (invitation === undefined)
    return <OutsideLoading title={t('outside.joinTitle')} error={error} />;
  return <JoinForm token={token} invitation={invitation} />;
}
